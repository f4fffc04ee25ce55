//! The numbers of the sources on each slide: each counts from 1 in the order of first mention, and lists what it
//! refers to.

use super::SlidePane;

/// Numbers the sources of a slide anew, whose rows and strips refer to those of all slides. Gives them in order,
/// and whether a row refers to each.
pub(super) fn renumber(panes: &mut [SlidePane], sources: &[String]) -> Vec<(String, bool)> {
    let mut listed: Vec<(usize, bool)> = Vec::new();
    let mut number = |note: &mut usize, of_a_row: bool| {
        let old = *note;
        let at = listed.iter().position(|(listed, _)| *listed == old);
        let at = at.unwrap_or_else(|| {
            listed.push((old, false));
            listed.len() - 1
        });
        listed[at].1 |= of_a_row;
        *note = at + 1;
    };
    for note in panes.iter_mut().flat_map(|pane| &mut pane.rows).filter_map(|row| row.note.as_mut())
    {
        number(note, true);
    }
    for entry in
        panes.iter_mut().filter_map(|pane| pane.strip.as_mut()).flat_map(|s| &mut s.entries)
    {
        entry.notes.iter_mut().for_each(|note| number(note, false));
    }
    let line = |(at, (old, of_a_row)): (usize, (usize, bool))| {
        let source = sources.get(old - 1).map_or("", String::as_str);
        (format!("[{}] {source}", at + 1), of_a_row)
    };
    listed.into_iter().enumerate().map(line).collect()
}
