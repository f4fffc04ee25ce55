//! A field for a path that offers what its folder holds. The folder is read off the UI thread, so a
//! share that does not answer keeps no frame waiting.

use std::{
    path::{MAIN_SEPARATOR, Path, PathBuf},
    time::Duration,
};

use eframe::egui::{self, CompletionPopup, RectAlign, Suggestion, TextEdit, Ui};

use super::{
    Context,
    look::{color32, small},
};
use crate::{jobs::Task, words};

/// So many entries of a folder are read, and so many offered.
const MOST_READ: usize = 20_000;
const MOST_OFFERED: usize = 200;

#[derive(Default)]
pub struct PathField {
    pub text: String,
    folder: Option<Folder>,
    /// Whether the list of entries is open, which takes Escape and Enter to itself.
    is_open: bool,
}

/// What lies in the folder that the text names.
struct Folder {
    path: PathBuf,
    reading: Option<Task<Option<Vec<Entry>>>>,
    /// `None` where it cannot be read.
    entries: Option<Vec<Entry>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Folders come first.
    is_file: bool,
    name: String,
}

impl PathField {
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Shows the field; `endings` are those of the files that are offered.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        context: &Context<'_>,
        label: &str,
        endings: &[&str],
    ) -> egui::Response {
        self.follow(ui.ctx());
        let id = ui.make_persistent_id("path");
        let entries = self.folder.as_ref().and_then(|folder| folder.entries.as_deref());
        let field = TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY);
        let shown = CompletionPopup::new(id)
            .word_boundary(is_separator)
            .align(RectAlign::BOTTOM_START)
            .max_height(220.0)
            .show(ui, field, |query| {
                let is_address = query.text.contains("://");
                let entries = entries.filter(|_| !is_address).unwrap_or_default();
                let found = matching(entries, query.word, endings);
                found
                    .into_iter()
                    .map(|entry| {
                        let end = if entry.is_file { String::new() } else { separator(query.text) };
                        Suggestion::new(format!("{}{end}", entry.name))
                    })
                    .collect()
            });
        self.is_open = shown.is_open;
        let response = shown.text_edit.response.response.clone();
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, label));
        if let Some(folder) = &self.folder
            && folder.reading.is_none()
            && folder.entries.is_none()
            && !self.text.contains("://")
        {
            let path = folder.path.display().to_string();
            let text = words::t_with(context.lang(), "folder-unreadable", &[("path", &path)]);
            let text = small(text, &context.palette.ui).color(color32(context.palette.ui.error));
            ui.add(egui::Label::new(text).wrap());
        }
        response
    }

    /// The path, with the home folder for `~`.
    pub fn path(&self) -> String {
        expanded(self.text.trim()).display().to_string()
    }

    /// Reads the folder of the text where that is another than before.
    fn follow(&mut self, ctx: &egui::Context) {
        let path = folder_of(&self.text);
        if self.folder.as_ref().is_none_or(|folder| folder.path != path) {
            let (asked, ctx) = (path.clone(), ctx.clone());
            let reading = Task::start(move || {
                let entries = read(&asked);
                ctx.request_repaint();
                entries
            });
            self.folder = Some(Folder { path, reading: Some(reading), entries: None });
        }
        if let Some(folder) = &mut self.folder
            && let Some(done) = folder.reading.take_if(|task| task.is_done())
        {
            folder.entries = done.outcome().flatten();
        }
        // The repaint that the task asks for may come a moment before it counts as done.
        if self.folder.as_ref().is_some_and(|folder| folder.reading.is_some()) {
            ctx.request_repaint_after(Duration::from_millis(40));
        }
    }
}

fn is_separator(character: char) -> bool {
    character == '/' || character == MAIN_SEPARATOR
}

/// As the text has them already.
fn separator(text: &str) -> String {
    text.chars().rev().find(|character| is_separator(*character)).unwrap_or(MAIN_SEPARATOR).into()
}

/// The folder that a text is in the middle of naming; without one, that of the program.
fn folder_of(text: &str) -> PathBuf {
    let end = text.rfind(is_separator).map_or(0, |at| at + 1);
    match &text[..end] {
        "" => std::env::current_dir().unwrap_or_default(),
        folder => expanded(folder),
    }
}

fn expanded(text: &str) -> PathBuf {
    let home = || Some(directories::UserDirs::new()?.home_dir().to_owned());
    match text.strip_prefix('~') {
        Some("") => home().unwrap_or_default(),
        Some(rest) if rest.starts_with(is_separator) => {
            home().unwrap_or_default().join(rest.trim_start_matches(is_separator))
        }
        _ => PathBuf::from(text),
    }
}

fn read(folder: &Path) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .take(MOST_READ)
        .filter_map(|entry| {
            // A link counts as what it leads to.
            let is_file = !entry.path().is_dir();
            Some(Entry { is_file, name: entry.file_name().into_string().ok()? })
        })
        .collect();
    entries.sort();
    Some(entries)
}

/// The entries that a word may become: those that begin with it, whatever their case. A file that is
/// named in full needs no list; what is hidden is offered after a dot only.
fn matching<'a>(entries: &'a [Entry], word: &str, endings: &[&str]) -> Vec<&'a Entry> {
    let lower = word.to_lowercase();
    let is_kind = |entry: &Entry| {
        let end = Path::new(&entry.name).extension().and_then(|end| end.to_str());
        !entry.is_file
            || end.is_some_and(|end| endings.iter().any(|kind| end.eq_ignore_ascii_case(kind)))
    };
    let found: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.name.to_lowercase().starts_with(&lower) && is_kind(entry))
        .filter(|entry| !entry.name.starts_with('.') || word.starts_with('.'))
        .take(MOST_OFFERED)
        .collect();
    match found.as_slice() {
        [only] if only.is_file && only.name == word => Vec::new(),
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str) -> Entry {
        let is_file = !name.ends_with('/');
        Entry { is_file, name: name.trim_end_matches('/').to_owned() }
    }

    #[test]
    fn folders_come_first_and_only_files_that_can_be_opened_are_offered() {
        let mut entries: Vec<Entry> =
            ["b.pmtiles", "Beijing/", "a.txt", ".hidden/", "base.MBTILES"].map(entry).to_vec();
        entries.sort();
        let names = |word: &str| -> Vec<&str> {
            let found = matching(&entries, word, &["pmtiles", "mbtiles"]);
            found.into_iter().map(|entry| entry.name.as_str()).collect()
        };
        assert_eq!(names(""), ["Beijing", "b.pmtiles", "base.MBTILES"]);
        assert_eq!(names("BA"), ["base.MBTILES"]);
        assert_eq!(names("."), [".hidden"]);
        assert!(names("b.pmtiles").is_empty(), "it is named in full");
        assert!(names("a").is_empty());
    }

    #[test]
    fn the_folder_of_a_text_is_what_stands_before_its_last_part() {
        assert_eq!(folder_of("/data/maps/be"), Path::new("/data/maps/"));
        assert_eq!(folder_of("maps/"), Path::new("maps/"));
        assert_eq!(folder_of("be"), std::env::current_dir().expect("a folder"));
        let home = directories::UserDirs::new().expect("a home").home_dir().to_owned();
        assert_eq!(folder_of("~/be"), home);
        assert_eq!(expanded("~other/be"), Path::new("~other/be"));
        assert_eq!(read(Path::new("/no/such/folder")), None);
    }
}
