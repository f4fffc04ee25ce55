//! Texts for other programs, with columns for those that take them. egui hands on plain text alone.

use eframe::egui;

use crate::editor::Citation;

/// The clipboard of the desktop. In tests there is none, and all goes through egui.
#[derive(Default)]
pub(super) struct Clipboard {
    wanted: bool,
    /// Opened when it is first needed and kept: under X11 what was copied lives as long as this.
    desktop: Option<arboard::Clipboard>,
}

impl Clipboard {
    pub(super) fn of_desktop() -> Self {
        Self { wanted: true, desktop: None }
    }

    /// Copies a sentence that a spreadsheet takes as columns. Where the desktop takes text alone, the
    /// sentence.
    pub(super) fn copy(&mut self, ctx: &egui::Context, citation: Citation) {
        if self.wanted && self.desktop.is_none() {
            self.desktop = arboard::Clipboard::new()
                .inspect_err(|error| log::warn!("the clipboard takes text alone: {error}"))
                .ok();
        }
        let Citation { sentence, columns } = citation;
        let kept = self.desktop.as_mut().is_some_and(|desktop| {
            desktop.set_html(html(&columns), Some(sentence.clone())).is_ok()
        });
        if !kept {
            ctx.copy_text(sentence);
        }
    }
}

/// A table of one row.
fn html(columns: &[String]) -> String {
    let cells: Vec<String> =
        columns.iter().map(|text| format!("<td>{}</td>", escaped(text))).collect();
    format!("<meta charset=\"utf-8\"><table><tr>{}</tr></table>", cells.concat())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
