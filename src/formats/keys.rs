//! The user's keys for tile sources: a RON file of their own, which no catalogue, session or picture
//! takes part of.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::store::{self, Existing, StoreError};

/// Keys by the id of their source.
pub type Keys = BTreeMap<String, String>;

/// Where the keys are kept; `None` where the system has no such folder.
pub fn path() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "beijing-zones")?;
    Some(folders.config_dir().join("keys.ron"))
}

/// The keys, none where there are none or they cannot be read.
pub fn load() -> Keys {
    let text = path().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    ron::from_str(&text).unwrap_or_default()
}

/// Keeps a key, or forgets it where it is empty. Only the user may read the file.
pub fn keep(source: &str, key: &str) -> Result<(), StoreError> {
    let Some(path) = path() else { return Ok(()) };
    let mut keys = load();
    if key.is_empty() {
        keys.remove(source);
    } else {
        keys.insert(source.to_owned(), key.to_owned());
    }
    let failed = |source| StoreError::Io { path: path.clone(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let text = ron::ser::to_string_pretty(&keys, ron::ser::PrettyConfig::default())
        .expect("texts are always RON");
    store::write(&path, text.as_bytes(), Existing::Replace)?;
    only_for_user(&path).map_err(failed)
}

#[cfg(unix)]
fn only_for_user(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_user(_path: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}
