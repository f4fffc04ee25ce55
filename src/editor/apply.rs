//! Carries out actions: the only road by which an editor changes.

use super::{Action, Derived, Editor, Effect, Side, citation, desk, table_text};
use crate::{scene::timeline::Axis, words};

impl Editor {
    /// Carries out an action.
    pub fn apply(&mut self, action: Action, derived: &Derived) -> Vec<Effect> {
        let is_jump = matches!(
            action,
            Action::ShowReport
                | Action::ZoomToZone(_)
                | Action::ZoomToSelection
                | Action::ZoomToBox(_)
                | Action::GoTo(_)
                | Action::OpenBookmark(_)
        );
        if !is_jump {
            return self.carry_out(action, derived);
        }
        let before = self.camera(derived);
        let effects = self.carry_out(action, derived);
        if self.session.camera.is_some_and(|camera| camera != before) {
            self.history.jumped_from(before);
        }
        effects
    }

    fn carry_out(&mut self, action: Action, derived: &Derived) -> Vec<Effect> {
        if let Some(effects) = self.carry_out_around(&action) {
            return effects;
        }
        if let Some(effects) = self.carry_out_selection(&action, derived) {
            return effects;
        }
        let done = self
            .carry_out_on_map(action, derived)
            .or_else(|action| self.carry_out_at_desk(action, derived))
            .or_else(|action| self.carry_out_for_pages(action, derived))
            .or_else(|action| self.carry_out_of_looks(action, derived));
        debug_assert!(done.is_ok(), "nobody carries out {done:?}");
        done.unwrap_or_default()
    }

    /// The actions on what is shown and how; the others come back.
    pub(super) fn carry_out_of_looks(
        &mut self,
        action: Action,
        derived: &Derived,
    ) -> Result<Vec<Effect>, Action> {
        match action {
            Action::Select(id) => self.select(id),
            Action::SetUnit(unit) => self.session.unit = unit,
            Action::SetLang(lang) => {
                self.session.lang = lang;
                self.session.settings.system_lang = false;
            }
            Action::SetTheme(theme) => {
                self.session.theme = theme;
                self.session.settings.system_theme = false;
            }
            Action::SetAsOf(day) => self.session.as_of = day.filter(|day| *day != self.today),
            Action::SetClock(clock) => self.session.clock = clock,
            Action::ToggleLayer(layer) => {
                let shown = self.session.shows_mut(layer);
                *shown = !*shown;
            }
            Action::SetColorBy(by) => self.session.color_by = by,
            Action::ToggleGroupOpen(group) => {
                if !self.session.open_groups.remove(&group) {
                    self.session.open_groups.insert(group);
                }
            }
            Action::Play(pace) => self.playing = pace,
            Action::LayOver(Some(zone)) => self.lay(&zone, derived),
            Action::LayOver(None) => self.laid = None,
            Action::MoveLaid(at) => {
                if let Some(laid) = &mut self.laid {
                    laid.at = at;
                }
            }
            Action::ToggleAccuracy => self.aids.accuracy = !self.aids.accuracy,
            Action::ToggleRest => self.aids.rest = !self.aids.rest,
            Action::PanelsResized(sizes) => self.session.panels = sizes,
            Action::WindowResized(width, height) => self.session.window = (width, height),
            Action::CancelReading => return Ok(vec![Effect::CancelReading]),
            other => return Err(other),
        }
        Ok(Vec::new())
    }

    /// The actions of the timeline, the tables and the figures; the others come back.
    pub(super) fn carry_out_at_desk(
        &mut self,
        action: Action,
        derived: &Derived,
    ) -> Result<Vec<Effect>, Action> {
        match action {
            Action::SetTab(tab) => {
                self.session.tab = tab;
                *self.session.hides_mut(Side::Bottom) = false;
            }
            Action::AskRuling(zone, figure) => {
                return Ok(vec![Effect::AskRuling(zone, figure)]);
            }
            Action::ShowTimes(times) => {
                self.session.times = times
                    .map(|(first, last)| Axis::new(first, last))
                    .map(|axis| (axis.first, axis.last));
            }
            Action::GroupTimeline(by) => self.session.grouping = by,
            Action::SetFilter(text) => self.session.filter = text,
            Action::SortDesk(column, further) => self.sort_desk(column, further),
            Action::SetDeskColumns(columns) => {
                let others = columns.into_iter().filter(|column| *column != desk::DeskColumn::Name);
                let mut kept = vec![desk::DeskColumn::Name];
                for column in others {
                    if !kept.contains(&column) {
                        kept.push(column);
                    }
                }
                self.session.desk_columns = kept;
            }
            Action::DeskColumnsResized(widths) => {
                let kept = &mut self.session.desk_widths;
                kept.retain(|(column, _)| !widths.iter().any(|(other, _)| other == column));
                kept.extend(widths);
            }
            Action::GroupDesk(by) => self.session.desk_group = by,
            Action::ShowAudit => self.session.show_audit(),
            Action::ToggleMatrix => self.session.matrix = !self.session.matrix,
            Action::SetChart(choice) => self.session.chart = choice,
            Action::MakeChart(file) => return Ok(vec![Effect::MakeChart(file)]),
            Action::SortTable(column) => self.session.table.toggle(column),
            Action::CopyTable => return Ok(vec![Effect::CopyText(table_text(self, derived))]),
            Action::CopyCitation(figure) => {
                return Ok(citation(self, &figure).map(Effect::CopyCitation).into_iter().collect());
            }
            Action::ExportTable => return Ok(vec![Effect::ExportTable]),
            Action::ExportDesk(file, selected) => {
                return Ok(vec![Effect::ExportDesk(file, selected)]);
            }
            Action::CopyScopeNote(id) => {
                let (lang, unit) = (self.session.lang, self.session.unit);
                let note = self.catalogue.zone(&id).and_then(|zone| {
                    words::scope_note(lang, &self.catalogue, zone, self.as_of(), unit)
                });
                return Ok(note.map(Effect::CopyText).into_iter().collect());
            }
            Action::Rule(zone, ruling) => return Ok(kept(self.rule(&zone, ruling))),
            Action::Undo => return Ok(kept(self.undo())),
            Action::Redo => return Ok(kept(self.redo())),
            other => return Err(other),
        }
        Ok(Vec::new())
    }

    fn sort_desk(&mut self, column: desk::DeskColumn, further: bool) {
        let sort = &mut self.session.desk_sort;
        let earlier = sort.iter().position(|(other, _)| *other == column);
        let descending = match earlier {
            Some(at) => !sort[at].1,
            None => column.is_number(),
        };
        match earlier {
            Some(at) if further => sort[at].1 = descending,
            None if further => sort.push((column, descending)),
            _ => *sort = vec![(column, descending)],
        }
    }
}

/// Changed rulings are saved.
fn kept(changed: bool) -> Vec<Effect> {
    if changed { vec![Effect::KeepRulings] } else { Vec::new() }
}
