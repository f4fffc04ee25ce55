//! Pictures of what stands below the map.

use std::sync::Arc;

use eframe::egui;

use super::{Job, Pictures, Written, write};
use crate::{
    cli::{message, verify::verify_page},
    editor::Editor,
    export::png,
    jobs::{Progress, Task},
    model::catalogue::Catalogue,
    scene::{
        Scene,
        timeline::{Axis, TimelineInput, timeline_page},
    },
    style::ThemeName,
};

const SIZE: (u32, u32) = (1920, 1080);

impl Pictures {
    /// Starts the picture of the timeline as it is shown; of the selected zone alone, if there is one.
    pub fn start_timeline(&mut self, ctx: &egui::Context, editor: &Editor) {
        let session = editor.session();
        let (lang, grouping) = (session.lang, session.grouping);
        let axis = session.times.map(|(first, last)| Axis::new(first, last));
        let (as_of, zone, theme) = (editor.as_of(), editor.selected(), theme(editor));
        let name = format!("timeline-{}", as_of.day);
        self.start_scene(ctx, editor, name, move |catalogue| {
            let has_events = |index: &usize| !catalogue.zones[*index].milestones.is_empty();
            let zone = zone.filter(has_events);
            let all = false;
            let size = SIZE;
            let input =
                TimelineInput { catalogue, zone, all, grouping, lang, as_of, theme, size, axis };
            timeline_page(&input)
        });
    }

    /// Starts a picture of a page that is no map.
    fn start_scene(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        name: String,
        compose: impl FnOnce(&Catalogue) -> Scene + Send + 'static,
    ) {
        let catalogue = editor.shared_catalogue();
        let (ctx, shared) = (ctx.clone(), catalogue.clone());
        let task = Task::start(move || {
            let result = png::encode(&compose(&shared))
                .map_err(anyhow::Error::from)
                .and_then(|bytes| {
                    let path = write(&bytes, &name, "png")?;
                    verify_page(&path, &bytes, SIZE)?;
                    Ok(Written { path, picture: None, findings: String::new() })
                })
                .map_err(|error| message(&error));
            ctx.request_repaint();
            vec![result]
        });
        let progress = Arc::new(Progress::default());
        self.running.push(Job { task, progress, catalogue, base_map: None });
    }
}

fn theme(editor: &Editor) -> ThemeName {
    editor.session().theme
}
