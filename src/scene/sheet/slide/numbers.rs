//! The numbers of the sources on each slide: each counts from 1 in the order of first mention, and lists what it
//! refers to.

use super::SlidePane;

/// Numbers the sources of a slide anew, whose rows and strips refer to those of all slides. Gives them in order,
/// and whether a row refers to each.
pub(super) fn renumber(panes: &mut [SlidePane], sources: &[String]) -> Vec<(String, bool)> {
    let mut listed: Vec<(usize, bool)> = Vec::new();
    let mut number = |note: &mut Option<usize>, of_a_row: bool| {
        let Some(old) = *note else { return };
        let at = listed.iter().position(|(listed, _)| *listed == old);
        let at = at.unwrap_or_else(|| {
            listed.push((old, false));
            listed.len() - 1
        });
        listed[at].1 |= of_a_row;
        *note = Some(at + 1);
    };
    for row in panes.iter_mut().flat_map(|pane| &mut pane.rows) {
        number(&mut row.note, true);
    }
    for entry in
        panes.iter_mut().filter_map(|pane| pane.strip.as_mut()).flat_map(|s| &mut s.entries)
    {
        number(&mut entry.note, false);
    }
    let line = |(at, (old, of_a_row)): (usize, (usize, bool))| {
        let source = sources.get(old - 1).map_or("", String::as_str);
        (format!("[{}] {source}", at + 1), of_a_row)
    };
    listed.into_iter().enumerate().map(line).collect()
}
