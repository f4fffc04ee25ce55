//! What follows from the document and the session: rebuilt when they change, never saved.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};

use super::{
    Editor, MapContent, SelectedSum, TableSort,
    desk::{
        Decimals, DeskColumn, DeskGroup, DeskLine, DeskRow, DeskTab, Filter, FilterError,
        RelationRow, SaidRow, desk_lines, desk_order, desk_rows, relation_rows, said_rows,
    },
    sums::Sums,
};
use crate::{
    jobs::parallel_map,
    model::{
        Lang,
        as_of::AsOf,
        boundary::BoundaryQuality,
        catalogue::Catalogue,
        relations::{Overlap, overlap},
        units::AreaUnit,
        zone::Group,
    },
    scene::{
        crowd, sheet::report_bounds, table::ZoneFacts, viewport::WorldRect, zones::zone_shapes,
    },
};

#[derive(Default)]
pub struct Derived {
    key: Option<Key>,
    /// What the map shows on the day.
    pub map: MapContent,
    /// What the second view shows on its own day, while there are two.
    pub second: Option<MapContent>,
    /// The bounds that the home view shows.
    pub home: WorldRect,
    /// By index in the catalogue.
    pub facts: Vec<ZoneFacts>,
    /// What the selected zone overlaps, by index, the largest share first.
    pub overlaps: Vec<(usize, Overlap)>,
    pub lists: Lists,
    pub outlines: OutlineCounts,
    /// Indices of the zones of the table, in its order.
    pub table: Vec<usize>,
    /// Changes whenever the table does.
    table_generation: u64,
    pub desk: Desk,
    /// Of the selected zone.
    pub sums: Sums,
    /// Of several selected zones.
    pub selected: Option<SelectedSum>,
    selected_key: Option<(u64, AsOf, u64)>,
}

/// The tables at the bottom, of the one that is shown.
#[derive(Default)]
pub struct Desk {
    rows_key: Option<RowsKey>,
    order_key: Option<OrderKey>,
    pub rows: Vec<DeskRow>,
    /// Places in `rows`.
    pub order: Vec<usize>,
    /// The rows in their order, with the heads of groups.
    pub lines: Vec<DeskLine>,
    /// Of the rows and of the sums of groups.
    pub decimals: Decimals,
    row_decimals: Decimals,
    lines_key: Option<(Option<OrderKey>, DeskGroup, RowsKey)>,
    /// What is wrong with the filter; the order is then the last that was right.
    pub filter_error: Option<FilterError>,
    pub relations: Vec<RelationRow>,
    pub said: Vec<SaidRow>,
    said_key: Option<(RelationsKey, Lang, Option<String>)>,
    relations_key: Option<RelationsKey>,
}

/// Date, edition of the document, generation of the table.
type RelationsKey = (AsOf, u64, u64);
/// The filter and the columns of the order.
type OrderKey = (String, Vec<(DeskColumn, bool)>);
type RowsKey = (RelationsKey, Lang, AreaUnit);

impl Desk {
    fn update(&mut self, editor: &Editor, facts: &[ZoneFacts], table: &[usize], generation: u64) {
        let session = editor.session();
        let catalogue = editor.catalogue();
        let at = editor.as_of();
        let of = (at, editor.edition(), generation);
        match session.tab {
            DeskTab::Timeline | DeskTab::Sources => {}
            DeskTab::Said => {
                let selected = session.selected.clone();
                let key = (of, session.lang, selected);
                if self.said_key.as_ref() != Some(&key) {
                    let how = (session.lang, at);
                    // Zones of a crowd have said nothing.
                    let few: &[usize] = if table.len() > MOST_RELATED { &[] } else { table };
                    self.said = said_rows(catalogue, few, key.2.as_deref(), how);
                    self.said_key = Some(key);
                }
            }
            DeskTab::Relations => {
                if self.relations_key != Some(of) {
                    // Pairs of a crowd are too many to tell anything.
                    let few: &[usize] = if table.len() > MOST_RELATED { &[] } else { table };
                    self.relations = relation_rows(catalogue, few, at);
                    self.relations_key = Some(of);
                }
            }
            DeskTab::Compare | DeskTab::Charts => {
                let key = (of, session.lang, session.unit);
                let key_of_rows = key;
                if self.rows_key != Some(key) {
                    let mut indices = table.to_vec();
                    indices.sort_unstable();
                    let how = (session.lang, session.unit, at);
                    self.rows = desk_rows(catalogue, facts, how, &indices);
                    self.row_decimals = Decimals::of_rows(&self.rows);
                    self.rows_key = Some(key);
                    self.order_key = None;
                }
                let key = (session.filter.clone(), session.desk_sort.clone());
                if self.order_key.as_ref() != Some(&key) {
                    match Filter::read(&key.0, session.unit) {
                        Ok(filter) => {
                            self.order = desk_order(&self.rows, &filter, &key.1);
                            self.filter_error = None;
                        }
                        Err(error) => {
                            self.order.retain(|at| *at < self.rows.len());
                            if self.order.is_empty() {
                                // No right filter came before: nothing is left out.
                                self.order = desk_order(&self.rows, &Filter::default(), &key.1);
                            }
                            self.filter_error = Some(error);
                        }
                    }
                    self.order_key = Some(key);
                }
                let lines_key = (self.order_key.clone(), session.desk_group, key_of_rows);
                if self.lines_key.as_ref() != Some(&lines_key) {
                    self.lines = desk_lines(catalogue, &self.rows, &self.order, session.desk_group);
                    self.decimals = self.row_decimals;
                    for line in &self.lines {
                        let DeskLine::Group(total) = line else { continue };
                        for column in [DeskColumn::Published, DeskColumn::Drawn] {
                            self.decimals.take(column, &total.cell(column, session.unit));
                        }
                    }
                    self.lines_key = Some(lines_key);
                }
            }
        }
    }
}

/// So many zones are compared with each other.
const MOST_RELATED: usize = 200;

/// The zones by group, as the panel lists them. They follow from the document alone.
#[derive(Default)]
pub struct Lists {
    /// Never the same for two documents.
    pub generation: u64,
    /// Each group that has zones.
    pub groups: Vec<(Group, Vec<ListedZone>)>,
    /// Whether the zones of layers are drawn as a crowd.
    pub crowd: bool,
}

/// A zone in the list; a stated part stands under its whole.
pub struct ListedZone {
    pub index: usize,
    pub is_part: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutlineCounts {
    /// Surveyed or digitised.
    pub digitised: usize,
    pub schematic: usize,
    pub points: usize,
}

#[derive(Clone, PartialEq)]
struct Key {
    table: TableKey,
    /// Changes with what the map shows.
    map: u64,
    selected: Option<usize>,
}

#[derive(Clone, PartialEq)]
struct TableKey {
    at: AsOf,
    edition: u64,
    sort: TableSort,
    lang: Lang,
    shown: (bool, bool),
}

pub(super) fn next_generation() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Derived {
    /// Rebuilds what no longer follows. A new document needs a new `Derived`.
    pub fn update(&mut self, editor: &Editor) {
        let session = editor.session();
        let catalogue = editor.catalogue();
        let at = editor.as_of();
        let selected = editor.selected();
        self.map.update(editor, at);
        self.sums.update(editor);
        match editor.second_day() {
            Some(day) => {
                let at = AsOf::new(day, at.clock);
                self.second.get_or_insert_default().update(editor, at);
            }
            None => self.second = None,
        }
        let key = Key {
            table: TableKey {
                at,
                edition: editor.edition(),
                sort: session.table,
                lang: session.lang,
                shown: (session.neighbours, session.wider),
            },
            map: self.map.generation,
            selected,
        };
        let old = match self.key.replace(key.clone()) {
            Some(old) if old == key => {
                self.update_selected(editor);
                self.desk.update(editor, &self.facts, &self.table, self.table_generation);
                return;
            }
            Some(old) => Some(old),
            None => {
                self.lists = lists(catalogue);
                None
            }
        };
        if old.as_ref().is_none_or(|old| old.map != key.map) {
            self.home = report_bounds(&self.map.shapes);
        }
        let old_day = old.as_ref().map(|old| (old.table.at, old.table.edition));
        let now = Some((at, editor.edition()));
        if old_day != now {
            self.facts = parallel_map(&catalogue.zones, |zone| ZoneFacts::new(catalogue, zone, at));
            self.outlines = outlines(catalogue, at);
        }
        if old.as_ref().is_none_or(|old| old.table != key.table) {
            self.table = editor.table_order(&self.facts);
            self.table_generation = next_generation();
        }
        if old_day != now || old.is_none_or(|old| old.selected != selected) {
            self.overlaps =
                selected.map(|index| self.overlaps_of(catalogue, index, at)).unwrap_or_default();
        }
        self.update_selected(editor);
        self.desk.update(editor, &self.facts, &self.table, self.table_generation);
    }

    fn update_selected(&mut self, editor: &Editor) {
        let key = (editor.selection_generation(), editor.as_of(), editor.edition());
        if self.selected_key.replace(key) != Some(key) {
            let are_several = editor.selected_zones().len() > 1;
            self.selected = are_several.then(|| SelectedSum::new(editor, self));
        }
    }

    /// What a zone shares ground with, the largest share first. Zones that are not shown count too,
    /// but for those of a crowd.
    fn overlaps_of(&self, catalogue: &Catalogue, index: usize, at: AsOf) -> Vec<(usize, Overlap)> {
        let Some(outline) = catalogue.zones[index].outline_on(at) else { return Vec::new() };
        let bounds = self.bounds_of(catalogue, index, at).unwrap_or(WorldRect::EMPTY);
        let of_crowd = self
            .map
            .picker
            .near(&bounds)
            .filter(|at| self.map.shapes[*at].in_crowd)
            .map(|at| self.map.shapes[at].index);
        let of_lists = self
            .lists
            .groups
            .iter()
            .filter(|(group, _)| *group != Group::Layer || !self.lists.crowd)
            .flat_map(|(_, zones)| zones.iter().map(|zone| zone.index));
        let others: Vec<usize> = of_lists.chain(of_crowd).filter(|other| *other != index).collect();
        let mut found: Vec<(usize, Overlap)> = others
            .into_iter()
            .filter_map(|other| {
                let theirs = catalogue.zones[other].outline_on(at)?;
                Some((other, overlap(&outline.geometry, &theirs.geometry)?))
            })
            .collect();
        found.sort_by(|a, b| b.1.shared_m2.total_cmp(&a.1.shared_m2));
        found
    }

    /// The bounds of a zone on a day, shown or not.
    pub fn bounds_of(&self, catalogue: &Catalogue, index: usize, at: AsOf) -> Option<WorldRect> {
        if let Some(shape) = self.map.shapes.iter().find(|shape| shape.index == index) {
            return Some(shape.bounds);
        }
        zone_shapes(catalogue, at, |other| other == index).first().map(|shape| shape.bounds)
    }
}

/// How many zones that are known on a day are drawn, and how well.
fn outlines(catalogue: &Catalogue, at: AsOf) -> OutlineCounts {
    let known = catalogue.zones.iter().filter(|zone| zone.is_known_on(catalogue, at));
    let mut counts = OutlineCounts::default();
    for quality in known.filter_map(|zone| Some(zone.outline_on(at)?.quality)) {
        *match quality {
            BoundaryQuality::Surveyed | BoundaryQuality::Digitised => &mut counts.digitised,
            BoundaryQuality::Schematic => &mut counts.schematic,
            BoundaryQuality::Point => &mut counts.points,
        } += 1;
    }
    counts
}

/// The zones of each group; each stated part follows its whole where both are of one group.
fn lists(catalogue: &Catalogue) -> Lists {
    let zones = &catalogue.zones;
    let mut lists = Lists {
        generation: next_generation(),
        crowd: crowd::is_crowd(catalogue),
        ..Lists::default()
    };
    for group in [Group::Report, Group::Neighbour, Group::Wider, Group::Layer] {
        let in_group: Vec<usize> =
            (0..zones.len()).filter(|index| zones[*index].group == group).collect();
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut wholes = Vec::new();
        for &index in &in_group {
            let whole = zones[index].part_of.as_ref().and_then(|part| {
                in_group.iter().copied().find(|whole| zones[*whole].id == part.zone)
            });
            match whole {
                Some(whole) => parts.entry(whole).or_default().push(index),
                None => wholes.push(index),
            }
        }
        let part = |index| ListedZone { index, is_part: true };
        let mut listed = Vec::with_capacity(in_group.len());
        for index in wholes {
            listed.push(ListedZone { index, is_part: false });
            listed.extend(parts.remove(&index).into_iter().flatten().map(part));
        }
        // Parts of parts, which the two levels above do not reach.
        listed.extend(parts.into_values().flatten().map(part));
        if !listed.is_empty() {
            lists.groups.push((group, listed));
        }
    }
    lists
}
