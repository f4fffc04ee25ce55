//! The pages that are made of what the window shows.

use super::{Action, Derived, Editor, Effect};
use crate::scene::{
    LabelLang,
    map::Layers,
    sheet::{SheetInput, Subject},
};

impl Editor {
    /// The actions of briefings and pictures; the others come back.
    pub(super) fn carry_out_for_pages(
        &mut self,
        action: Action,
        derived: &Derived,
    ) -> Result<Vec<Effect>, Action> {
        match action {
            Action::MakePicture => return Ok(vec![Effect::MakePicture]),
            Action::MakeSlide => return Ok(vec![Effect::MakeSlide]),
            Action::CopyPicture => return Ok(vec![Effect::CopyPicture]),
            Action::ToggleBriefing => self.briefing_open = !self.briefing_open,
            Action::MakeBriefing => return Ok(vec![Effect::MakeBriefing]),
            Action::CancelBriefing => return Ok(vec![Effect::CancelBriefing]),
            Action::ReplaceEarlier(taken) => return Ok(vec![Effect::ReplaceEarlier(taken)]),
            Action::SetBriefing(briefing) => self.session.briefing = *briefing,
            Action::BeginFraming => self.begin_framing(derived),
            Action::SetFrame(rect) => self.set_frame(rect),
            Action::FramePage(width, height) => self.frame_page(width, height),
            Action::EndFraming(taken) => self.end_framing(taken),
            Action::KeepPreset(name) => self.session.keep_preset(name),
            Action::TakePreset(at) => {
                if let Some((_, briefing)) = self.session.presets.get(at) {
                    self.session.briefing = briefing.clone();
                }
            }
            Action::RemovePreset(at) => {
                if at < self.session.presets.len() {
                    self.session.presets.remove(at);
                }
            }
            Action::MakeTimeline => return Ok(vec![Effect::MakeTimeline]),
            other => return Err(other),
        }
        Ok(Vec::new())
    }

    /// The briefing picture of what is in view.
    pub fn picture(&self, derived: &Derived) -> SheetInput<'_> {
        // The page is about the selected zone where that fills a good part of the view.
        const TITLED_SHARE: f64 = 0.18;
        let view = self.page_view(derived);
        let selected = self.selected();
        let titled = selected
            .and_then(|index| derived.bounds_of(&self.catalogue, index, self.as_of()))
            .is_some_and(|bounds| {
                let size = bounds.width().max(bounds.height()) * view.scale();
                size > view.width.min(view.height) * TITLED_SHARE || size <= 0.0
            });
        let subject = Subject::View {
            center: view.center,
            zoom: view.zoom,
            // The picture's map has another shape: it shows at least what the window shows.
            fit: Some((view.width, view.height)),
            selected,
            titled,
        };
        let briefing = &self.session.briefing;
        let (layout, beside) = self.page_layout();
        SheetInput {
            lang: briefing.lang.unwrap_or(LabelLang::One(self.session.lang)),
            unit: self.session.unit,
            theme: briefing.theme.unwrap_or(self.session.theme),
            layout,
            marks: &briefing.marks,
            titles: briefing.titles.unwrap_or(layout.titles),
            left_out: briefing.left_out,
            beside,
            layers: self.layers(),
            color_by: self.session.color_by,
            neighbours: self.session.neighbours,
            wider: self.session.wider,
            ..SheetInput::new(&self.catalogue, subject, self.as_of())
        }
    }

    /// Which parts of the base map are shown.
    pub fn layers(&self) -> Layers {
        Layers {
            roads: self.session.roads,
            water: self.session.water,
            districts: self.session.districts,
            names: self.session.names,
        }
    }
}
