//! The way back from a picture to the view that it was made of.

use std::{collections::BTreeMap, path::Path};

use eframe::egui;

use super::App;
use crate::{
    cli::picture::{PictureSpec, SubjectSpec},
    editor::{Action, Camera, Layer},
    export::{animation, png},
    model::boundary::LonLat,
    scene::{LabelLang, sheet::remembered},
    words,
};

/// How a picture says that it was made, and the areas it is about.
fn said_of(bytes: &[u8]) -> (Option<String>, Option<String>) {
    if bytes.starts_with(b"GIF8") {
        let text = |key: &str| animation::gif_text(bytes, key);
        return (text(png::ORIGIN), text(png::FIGURES));
    }
    png::decode(bytes).map_or((None, None), |decoded| (decoded.origin, decoded.figures))
}

impl App {
    /// Shows what a picture of this program shows: view, zone, date, unit, language, layers, colours.
    pub(super) fn return_to_picture(&mut self, ctx: &egui::Context, path: &Path) {
        let lang = self.editor.session().lang;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (origin, figures) = std::fs::read(path).map_or((None, None), |bytes| said_of(&bytes));
        let Some(picture) = origin.and_then(|line| PictureSpec::from_origin(&line)) else {
            self.window.fail(words::t_with(lang, "picture-unknown", &[("name", &name)]));
            return;
        };
        let later = self.changed_since(&picture, figures.as_deref().unwrap_or_default());
        for action in self.actions_of(&picture) {
            self.editor.apply(action, &self.derived);
            self.derived.update(&self.editor);
        }
        let lang = self.editor.session().lang;
        if later.is_empty() {
            self.window.tell(ctx, words::t_with(lang, "picture-returned", &[("name", &name)]));
        } else {
            let head = words::t_with(lang, "picture-changed", &[("name", &name)]);
            self.window.fail(format!("{head}\n{}", later.join("\n")));
        }
    }

    /// The areas that are not as the picture has them: what it shows, and what is known today.
    fn changed_since(&self, picture: &PictureSpec, figures: &str) -> Vec<String> {
        let catalogue = self.editor.catalogue();
        let lang = match picture.lang.labels() {
            LabelLang::One(lang) => lang,
            LabelLang::Both => self.editor.session().lang,
        };
        let zone = match picture.pages.first() {
            Some(SubjectSpec::Zone(id)) => Some(id),
            Some(SubjectSpec::Seen { zone, titled: true, .. }) => zone.as_ref(),
            _ => None,
        };
        let index = zone.and_then(|id| catalogue.zones.iter().position(|zone| zone.id == *id));
        let now = remembered(catalogue, index, self.editor.today().into());
        let pair =
            |line: &str| line.split_once('=').map(|(id, value)| (id.to_owned(), value.to_owned()));
        let then: BTreeMap<String, String> = figures.lines().filter_map(pair).collect();
        let now: BTreeMap<String, String> = now.lines().filter_map(pair).collect();
        let title = |id: &str| {
            let figure = catalogue.figure(id);
            figure.map_or_else(
                || id.to_owned(),
                |figure| words::figure_title(lang, catalogue, figure),
            )
        };
        let mut changes = Vec::new();
        for (id, value) in &then {
            match now.get(id) {
                Some(other) if other == value => {}
                Some(other) => {
                    let values =
                        [("figure", title(id)), ("then", value.clone()), ("now", other.clone())];
                    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                    changes.push(words::t_with(lang, "figure-changed", &values));
                }
                None => {
                    let title = title(id);
                    let values = [("figure", title.as_str()), ("then", value.as_str())];
                    changes.push(words::t_with(lang, "figure-gone", &values));
                }
            }
        }
        for (id, value) in now.iter().filter(|(id, _)| !then.contains_key(*id)) {
            let title = title(id);
            let values = [("figure", title.as_str()), ("now", value.as_str())];
            changes.push(words::t_with(lang, "figure-new", &values));
        }
        changes
    }

    fn actions_of(&self, picture: &PictureSpec) -> Vec<Action> {
        let session = self.editor.session();
        let mut actions = vec![
            Action::SetUnit(picture.unit.unit()),
            Action::SetColorBy(picture.color_by.color_by()),
        ];
        if let LabelLang::One(lang) = picture.lang.labels() {
            actions.push(Action::SetLang(lang));
        }
        // A picture says on which day it was; one without a date is of today.
        let day = picture.as_of.parse().map(|date: crate::model::date::EventDate| date.last);
        actions.extend([Action::SetAsOf(day.ok()), Action::SetClock(picture.clock.clock())]);
        let (roads, water, districts, names) = picture.layers;
        let wanted = [
            (Layer::Zones, true),
            (Layer::Neighbours, picture.neighbours),
            (Layer::Wider, picture.wider),
            (Layer::Roads, roads),
            (Layer::Water, water),
            (Layer::Districts, districts),
            (Layer::Names, names),
        ];
        let wrong = wanted.into_iter().filter(|(layer, shown)| session.shows(*layer) != *shown);
        actions.extend(wrong.map(|(layer, _)| Action::ToggleLayer(layer)));
        let camera = |lon: f64, lat: f64, zoom: f64| {
            Action::CameraMoved(Camera { center: LonLat::new(lon, lat), zoom })
        };
        match picture.pages.first() {
            Some(SubjectSpec::Zone(id)) => actions.push(Action::ZoomToZone(id.clone())),
            Some(SubjectSpec::Report) | None => {
                actions.extend([Action::Select(None), Action::ShowReport]);
            }
            Some(SubjectSpec::View(lon, lat, zoom)) => {
                actions.extend([Action::Select(None), camera(*lon, *lat, *zoom)]);
            }
            Some(SubjectSpec::Seen { at, zoom, zone, .. }) => {
                actions.extend([Action::Select(zone.clone()), camera(at.0, at.1, *zoom)]);
            }
        }
        actions
    }
}
