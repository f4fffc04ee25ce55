//! The way back from a picture to the view that it was made of.

use std::path::Path;

use eframe::egui;

use super::App;
use crate::{
    cli::picture::{PictureSpec, SubjectSpec},
    editor::{Action, Camera, Layer},
    export::png,
    model::boundary::LonLat,
    scene::LabelLang,
    words,
};

impl App {
    /// Shows what a picture of this program shows: view, zone, date, unit, language, layers, colours.
    pub(super) fn return_to_picture(&mut self, ctx: &egui::Context, path: &Path) {
        let lang = self.editor.session().lang;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let origin = std::fs::read(path)
            .ok()
            .and_then(|bytes| png::decode(&bytes).ok()?.origin)
            .and_then(|line| PictureSpec::from_origin(&line));
        let Some(picture) = origin else {
            self.window.fail(words::t_with(lang, "picture-unknown", &[("name", &name)]));
            return;
        };
        for action in self.actions_of(&picture) {
            self.editor.apply(action, &self.derived);
            self.derived.update(&self.editor);
        }
        let lang = self.editor.session().lang;
        self.window.tell(ctx, words::t_with(lang, "picture-returned", &[("name", &name)]));
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
        actions.push(Action::SetAsOf(day.ok()));
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
