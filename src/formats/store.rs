//! Writing files so that nothing is lost: a file is whole or not there.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// What to do where a file stands already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    Keep,
    Replace,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("a file of that name exists; it was kept (use --force to replace it): {}", .0.display())]
    Exists(PathBuf),
    #[error("there is no folder for it; create the folder first: {}", .0.display())]
    NoFolder(PathBuf),
    #[error("it cannot be written ({source}); choose a place you may write to: {}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// Writes a file at once: beside it, then flushed to the disk, then renamed over it. On an error
/// the old file stays as it was and nothing half-written stays behind.
pub fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), StoreError> {
    if existing == Existing::Keep && path.exists() {
        return Err(StoreError::Exists(path.to_owned()));
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(StoreError::NoFolder(folder.to_owned()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = write_and_flush(&beside, bytes).and_then(|()| match existing {
        Existing::Replace => fs::rename(&beside, path),
        // A link fails where a file has appeared meanwhile; a rename would replace it.
        Existing::Keep => match fs::hard_link(&beside, path) {
            Ok(()) => fs::remove_file(&beside),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => rename_to_new(&beside, path),
        },
    });
    if let Err(source) = written {
        // The error that matters is the first one.
        let _ = fs::remove_file(&beside);
        if source.kind() == io::ErrorKind::AlreadyExists {
            return Err(StoreError::Exists(path.to_owned()));
        }
        return Err(StoreError::Io { path: path.to_owned(), source });
    }
    // So that the new name survives a power cut; some file systems refuse it for folders.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Renames to a name that is taken first, for file systems without links, such as those of USB sticks.
fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    File::create_new(to)?;
    fs::rename(from, to).inspect_err(|_| {
        let _ = fs::remove_file(to);
    })
}

fn write_and_flush(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_kept_unless_replacing_is_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("picture.png");
        write(&path, b"old", Existing::Keep).expect("written");
        assert!(matches!(write(&path, b"new", Existing::Keep), Err(StoreError::Exists(_))));
        assert_eq!(fs::read(&path).expect("read"), b"old");
        write(&path, b"new", Existing::Replace).expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write(Path::new("/nonexistent/zones/a.png"), b"", Existing::Keep);
        assert!(matches!(error, Err(StoreError::NoFolder(_))));
    }
}
