//! The column beside the map: figures, legend, sources.

use super::{Page, Subject, column::Column, furniture};
use crate::{
    model::{
        Lang,
        audit::audit,
        figure::Figure,
        measure,
        source::{Citation, Grade},
        zone::{Group, Zone},
    },
    scene::{item::Rect, labels::LabelLang},
    text::Weight,
    words,
};

/// A picture shows at most this many figures; the program has the others.
const MAX_FIGURES: usize = 6;
const BODY: f32 = 14.0;
const NOTE: f32 = 11.5;

/// The sources cited on the page, in the order of their first mention: note n is at n − 1.
struct Notes<'a> {
    cited: Vec<&'a Citation>,
}

impl<'a> Notes<'a> {
    fn number(&mut self, cite: &'a Citation) -> usize {
        let same =
            |other: &&'a Citation| other.source == cite.source && other.locator == cite.locator;
        if let Some(at) = self.cited.iter().position(same) {
            return at + 1;
        }
        self.cited.push(cite);
        self.cited.len()
    }
}

pub(super) fn column(page: &mut Page<'_>, frame: Rect, seen: &[usize]) {
    let catalogue = page.input.catalogue;
    let mut column = Column {
        x: frame.right() + super::MARGIN,
        y: frame.y - 12.0,
        width: super::COLUMN_WIDTH,
        bottom: frame.bottom(),
    };
    let mut notes = Notes { cited: Vec::new() };
    // The legend stands at the foot of the column; the rest fills what it leaves.
    let legend_height = furniture::legend_height(page, seen);
    column.bottom -= legend_height;
    match page.input.subject {
        Subject::Zone(index) | Subject::View { selected: Some(index), .. } => {
            zone_figures(page, &mut column, &catalogue.zones[index], &mut notes);
        }
        Subject::Report | Subject::View { selected: None, .. } => {
            zone_table(page, &mut column, seen, &mut notes);
        }
    }
    sources(page, &mut column, &notes);
    column.y = frame.bottom() - legend_height;
    furniture::legend(page, &mut column, seen);
}

fn zone_figures<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    zone: &'a Zone,
    notes: &mut Notes<'a>,
) {
    let catalogue = page.input.catalogue;
    let day = page.input.day;
    let heading = page.words("sheet-figures");
    column.heading(page, &heading);
    let mut known: Vec<&Figure> = zone
        .figures
        .iter()
        .filter(|figure| figure.is_known_on(day) && catalogue.grade(&figure.cite) != Grade::U)
        .collect();
    let headline = zone.headline_on(day).map(|figure| figure.id.as_str());
    known.sort_by_key(|figure| {
        (Some(figure.id.as_str()) != headline, !figure.quantity.is_ground_area())
    });
    if known.is_empty() {
        let none = page.words("sheet-none-published");
        let weak = page.palette.ui.weak;
        column.paragraph(page, &none, (Weight::Regular, BODY, weak), 0.0, 0.0);
    }
    let mut shown = 0;
    for figure in known.iter().take(MAX_FIGURES) {
        // Sources need room below.
        if column.left_over() < 150.0 {
            break;
        }
        figure_row(page, column, figure, notes);
        shown += 1;
    }
    if known.len() > shown {
        let count = (known.len() - shown).to_string();
        let more = words::t_with(page.main_lang(), "sheet-more", &[("count", &count)]);
        let weak = page.palette.ui.weak;
        column.paragraph(page, &more, (Weight::Regular, NOTE, weak), 0.0, 0.0);
    }
    drawn_row(page, column, zone);
}

fn figure_row<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    figure: &'a Figure,
    notes: &mut Notes<'a>,
) {
    let lang = page.main_lang();
    let catalogue = page.input.catalogue;
    let number = notes.number(&figure.cite);
    let value = words::figure_in(lang, figure, page.input.unit);
    let scope = catalogue.scope(&figure.scope);
    let name = |lang: Lang| {
        let scope = scope.map_or("", |scope| scope.name.get(lang));
        let quantity = words::quantity(lang, figure.quantity);
        match lang {
            Lang::En => format!("{scope}: {quantity}"),
            Lang::Zh => format!("{scope}：{quantity}"),
        }
    };
    let ui = page.palette.ui;
    let value_width = page.cache.get(&value, Weight::Bold).width_em * BODY + 34.0;
    let baseline = column.y + BODY * 1.35 - BODY * 0.28;
    let right = column.x + column.width;
    page.text_right(&value, Weight::Bold, BODY, [right - 22.0, baseline], ui.text);
    page.text_right(&format!("[{number}]"), Weight::Regular, NOTE, [right, baseline], ui.weak);
    let value_room = value_width.min(column.width * 0.55);
    match page.input.lang {
        LabelLang::One(lang) => {
            column.paragraph(page, &name(lang), (Weight::Regular, BODY, ui.text), 0.0, value_room);
        }
        LabelLang::Both => {
            column.paragraph(
                page,
                &name(Lang::Zh),
                (Weight::Regular, BODY, ui.text),
                0.0,
                value_room,
            );
            column.paragraph(
                page,
                &name(Lang::En),
                (Weight::Regular, NOTE, ui.weak),
                0.0,
                value_room,
            );
        }
    }
    let stated =
        format!("{} · {}", words::basis(lang, figure.basis), words::date(lang, &figure.stated));
    column.paragraph(page, &stated, (Weight::Regular, NOTE, ui.weak), 0.0, value_room);
    column.rule(page);
}

/// The drawn area with its method and audit.
fn drawn_row(page: &mut Page<'_>, column: &mut Column, zone: &Zone) {
    let lang = page.main_lang();
    let day = page.input.day;
    let ui = page.palette.ui;
    let Some(outline) = zone.outline_on(day) else { return };
    let drawn = measure::area_m2(&outline.geometry);
    if drawn <= 0.0 {
        let none = page.words("no-boundary");
        column.paragraph(page, &none, (Weight::Regular, BODY, ui.weak), 0.0, 0.0);
        return;
    }
    let value = words::area(lang, page.input.unit, drawn);
    let baseline = column.y + BODY * 1.35 - BODY * 0.28;
    page.text_right(
        &value,
        Weight::Bold,
        BODY,
        [column.x + column.width - 22.0, baseline],
        ui.text,
    );
    let title = page.words("drawn-on-map");
    let room = page.cache.get(&value, Weight::Bold).width_em * BODY + 34.0;
    column.paragraph(page, &title, (Weight::Regular, BODY, ui.text), 0.0, room);
    let mut how = words::t(lang, "drawn-how");
    if let Some(result) =
        zone.headline_on(day).and_then(|figure| audit(page.input.catalogue, figure, outline))
    {
        how = format!("{how} · {}", words::audit_class(lang, result.class));
    }
    let quality = words::boundary_quality(lang, outline.quality);
    let metres = format!("{:.0}", outline.accuracy_m);
    let accuracy = words::t_with(lang, "accuracy", &[("metres", &metres)]);
    column.paragraph(page, &how, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    column.paragraph(
        page,
        &format!("{quality} {accuracy}"),
        (Weight::Regular, NOTE, ui.weak),
        0.0,
        0.0,
    );
    column.rule(page);
}

/// All zones in view, with published and drawn area.
fn zone_table<'a>(page: &mut Page<'a>, column: &mut Column, seen: &[usize], notes: &mut Notes<'a>) {
    let catalogue = page.input.catalogue;
    let lang = page.main_lang();
    let day = page.input.day;
    let unit = page.input.unit;
    let ui = page.palette.ui;
    let heading = page.words("sheet-figures");
    column.heading(page, &format!("{heading} ({})", words::area_unit(lang, unit)));
    let right = column.x + column.width;
    let columns = [right - 118.0, right - 28.0];
    column.y += NOTE * 1.35;
    for (key, x) in [("column-published", columns[0]), ("column-drawn", columns[1])] {
        page.text_right(&words::t(lang, key), Weight::Regular, NOTE, [x, column.y - 3.0], ui.weak);
    }
    column.rule(page);
    let mut rows: Vec<&Zone> = seen.iter().map(|index| &catalogue.zones[*index]).collect();
    rows.sort_by_key(|zone| zone.group);
    let report = rows.iter().any(|zone| zone.group == Group::Report);
    for zone in rows {
        if (report && zone.group != Group::Report) || column.left_over() < 120.0 {
            continue;
        }
        let baseline = column.y + BODY * 1.35 - BODY * 0.28;
        let figure = zone.headline_on(day);
        let published = figure
            .and_then(|figure| words::area_number(figure, unit))
            .unwrap_or_else(|| "—".to_owned());
        let drawn = zone
            .outline_on(day)
            .map(|outline| measure::area_m2(&outline.geometry))
            .filter(|area| *area > 0.0)
            .map_or_else(|| "—".to_owned(), |area| unit.format(area));
        page.text_right(&published, Weight::Bold, BODY, [columns[0], baseline], ui.text);
        page.text_right(&drawn, Weight::Regular, BODY, [columns[1], baseline], ui.text);
        if let Some(figure) = figure {
            let note = format!("[{}]", notes.number(&figure.cite));
            page.text_right(&note, Weight::Regular, NOTE, [right, baseline], ui.weak);
        }
        let room = 200.0;
        match page.input.lang {
            LabelLang::One(lang) => {
                column.paragraph(
                    page,
                    zone.name.short(lang),
                    (Weight::Regular, BODY, ui.text),
                    0.0,
                    room,
                );
            }
            LabelLang::Both => {
                column.paragraph(
                    page,
                    zone.name.short(Lang::Zh),
                    (Weight::Regular, BODY, ui.text),
                    0.0,
                    room,
                );
                column.paragraph(
                    page,
                    zone.name.short(Lang::En),
                    (Weight::Regular, NOTE, ui.weak),
                    0.0,
                    room,
                );
            }
        }
        column.rule(page);
    }
    let method = words::t(lang, "drawn-method");
    column.paragraph(page, &method, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
}

fn sources(page: &mut Page<'_>, column: &mut Column, notes: &Notes<'_>) {
    if notes.cited.is_empty() {
        return;
    }
    let lang = page.main_lang();
    let ui = page.palette.ui;
    let heading = page.words("sheet-sources");
    column.y += 4.0;
    column.heading(page, &heading);
    for (at, cite) in notes.cited.iter().enumerate() {
        let line = citation(page, lang, cite);
        if column.left_over() < column.height_of(&line, Weight::Regular, NOTE, 24.0, 0.0) {
            break;
        }
        let baseline = column.y + NOTE * 1.35 - NOTE * 0.28;
        page.text(&format!("[{}]", at + 1), Weight::Regular, NOTE, [column.x, baseline], ui.weak);
        column.paragraph(page, &line, (Weight::Regular, NOTE, ui.text), 24.0, 0.0);
    }
}

fn citation(page: &Page<'_>, lang: Lang, cite: &Citation) -> String {
    words::citation(lang, page.input.catalogue, cite)
}
