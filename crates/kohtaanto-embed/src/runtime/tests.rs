use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use tempfile::{TempDir, tempdir};

use super::*;
use crate::digest;

/// Places where nothing is.
fn nowhere(cache: &Path) -> Locations {
    Locations {
        library: None,
        cache: Some(cache.to_path_buf()),
        python: "no-such-python".into(),
        npm: "no-such-npm".into(),
    }
}

#[test]
fn the_environment_is_read_in_the_documented_order() {
    let read = |set: &[(&str, &str)]| {
        Locations::from_variables(|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into())
        })
    };
    let all = [("KOHTAANTO_CACHE", "/a"), ("XDG_CACHE_HOME", "/b"), ("ORT_DYLIB_PATH", "/c.so")];
    assert_eq!(read(&all).cache.as_deref(), Some(Path::new("/a")));
    assert_eq!(read(&all).library.as_deref(), Some(Path::new("/c.so")));
    assert_eq!(read(&all[1..2]).cache.as_deref(), Some(Path::new("/b/kohtaanto")));
    assert_eq!(read(&[("KOHTAANTO_CACHE", "")]).cache, None);
    if cfg!(unix) {
        let home = read(&[("HOME", "/home/x")]).cache;
        assert_eq!(home.as_deref(), Some(Path::new("/home/x/.cache/kohtaanto")));
    }
}

#[test]
fn what_was_tried_and_what_to_do_is_told() {
    let dir = tempdir().expect("a folder");
    let error = find(&nowhere(dir.path())).expect_err("nothing there").to_string();
    assert!(error.starts_with(&format!("no usable ONNX Runtime: {}", dir.path().display())));
    assert!(error.contains("holds none; no-such-python does not run ("), "{error}");
    assert!(error.contains("run `kohtaanto setup` once, or set ORT_DYLIB_PATH to a "), "{error}");

    let named = Locations { library: Some("/no/such.so".into()), ..nowhere(dir.path()) };
    let error = ensure(&named, &()).expect_err("not there").to_string();
    assert!(error.contains("ORT_DYLIB_PATH names /no/such.so, which is not a file"), "{error}");

    let error = fetch(&nowhere(dir.path()), &()).expect_err("no client").to_string();
    assert!(error.contains("pip does not run ("), "{error}");
    assert!(error.contains("npm does not run ("), "{error}");
    assert!(error.contains("check the network"), "{error}");
    assert_eq!(fs::read_dir(dir.path()).expect("reads").count(), 0, "no rest stays behind");

    let homeless = Locations { cache: None, ..nowhere(dir.path()) };
    let error = fetch(&homeless, &()).expect_err("no cache").to_string();
    assert!(error.contains("set KOHTAANTO_CACHE"), "{error}");
}

#[test]
fn a_package_is_used_when_it_is_new_enough() {
    let dir = tempdir().expect("a folder");
    let capi = dir.path().join("capi");
    let reason = python::in_package(dir.path()).expect_err("empty");
    assert!(reason.contains("capi has no "), "{reason}");
    fs::create_dir(&capi).expect("creates");
    fs::write(capi.join("libonnxruntime_providers_shared.so"), "").expect("writes");
    python::in_package(dir.path()).expect_err("not the library");
    fs::write(capi.join("libonnxruntime.so.1.20.1"), "").expect("writes");
    let reason = python::in_package(dir.path()).expect_err("old");
    assert!(reason.ends_with("is version 1.20.1, older than 1.24"), "{reason}");
    fs::write(capi.join("libonnxruntime.so.1.31.1"), "").expect("writes");
    let found = python::in_package(dir.path()).expect("finds");
    assert_eq!(found.version.as_deref(), Some("1.31.1"));
    assert_eq!(found.source, RuntimeSource::PythonPackage);
}

#[test]
fn versions_are_read_from_names() {
    let version = |name: &str| version_in(Path::new(name));
    assert_eq!(version("/x/libonnxruntime.1.30.0.dylib").as_deref(), Some("1.30.0"));
    assert_eq!(version("libonnxruntime.so.1").as_deref(), Some("1"));
    assert_eq!(version("libonnxruntime.so"), None);
    assert_eq!(version("onnxruntime.dll"), None);
    assert!(is_new_enough("1.24.0") && is_new_enough("1") && !is_new_enough("1.23.9"));
    assert!(!is_new_enough("2.0.0"));
}

#[test]
fn what_is_pinned_has_a_hash_and_a_place() {
    let pins = Pins::embedded().expect("reads");
    if let Ok(wheel) = pins.wheel() {
        assert_eq!(wheel.library.sha256.len(), 64);
        assert!(pins.lock.contains("--hash=sha256:"));
        let path = pins.wheel_source(wheel).path_in(Path::new("cache"));
        assert!(path.starts_with("cache/"), "{}", path.display());
        assert_eq!(pins.sources().expect("sources").len(), 2);
    }
}

#[test]
fn what_is_no_library_does_not_load() {
    let dir = tempdir().expect("a folder");
    let path = dir.path().join(LIBRARY_NAME);
    fs::write(&path, "not a library").expect("writes");
    let runtime = Runtime { path, source: RuntimeSource::Named, version: None };
    // When another test has loaded a runtime, that one stays.
    if let Err(error) = load(&runtime) {
        assert!(error.to_string().contains("cannot be loaded as ONNX Runtime"), "{error}");
    }
}

/// A python that "downloads" a wheel made here, and pins for it.
#[cfg(unix)]
fn fake_pip(dir: &TempDir, content: &str) -> (Locations, Pins) {
    use std::os::unix::fs::PermissionsExt;

    let wheel = dir.path().join("kept.whl");
    let mut zip = zip::ZipWriter::new(fs::File::create(&wheel).expect("creates"));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("onnxruntime/capi/lib.so.9", options).expect("starts");
    zip.write_all(content.as_bytes()).expect("writes");
    zip.finish().expect("finishes");

    let python = dir.path().join("python");
    let script = format!(
        "#!/bin/sh\nwhile [ \"$1\" != --dest ]; do shift; done\n\
         grep -q the-lock runtime.lock || {{ echo ERROR: no lock >&2; exit 1; }}\n\
         cp {} \"$2/some.whl\"\n",
        wheel.display()
    );
    fs::write(&python, script).expect("writes");
    fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).expect("executable");

    let toml = format!(
        "version = \"9\"\npython_version = \"312\"\nimplementation = \"cp\"\n\
         [platform.{}]\npip_platform = \"x\"\nwheel = \"some.whl\"\n\
         library = \"onnxruntime/capi/lib.so.9\"\nlibrary_sha256 = \"{}\"\nlibrary_bytes = 11\n",
        pins::platform(),
        digest::sha256("the library"),
    );
    let pins = Pins::read(&toml, "the-lock").expect("reads");
    let cache = dir.path().join("cache");
    (Locations { python, ..nowhere(&cache) }, pins)
}

#[cfg(unix)]
#[test]
fn a_library_is_unpacked_checked_and_kept() {
    let dir = tempdir().expect("a folder");
    let (locations, pins) = fake_pip(&dir, "the library");
    let steps = Mutex::new(Vec::new());
    let progress = |step| steps.lock().expect("locks").push(step);
    let runtime = fetch::fetch_pinned(&pins, &locations, &progress).expect("fetches");
    assert_eq!(fs::read_to_string(&runtime.path).expect("reads"), "the library");
    assert_eq!(runtime.version.as_deref(), Some("9"));
    let cache = locations.cache.as_ref().expect("a cache");
    assert!(runtime.path.starts_with(cache));
    assert_eq!(fs::read_dir(cache).expect("reads").count(), 1, "no rest stays behind");
    let steps = steps.into_inner().expect("unlocks");
    let (client, file) = ("pip", "some.whl".to_owned());
    assert_eq!(steps[0], FetchStep::Download { file, client, n_bytes: None });
    assert_eq!(steps.last(), Some(&FetchStep::Unpack));
}

#[cfg(unix)]
#[test]
fn a_library_with_other_bytes_is_refused() {
    let dir = tempdir().expect("a folder");
    let (locations, pins) = fake_pip(&dir, "bad library");
    let error = fetch::fetch_pinned(&pins, &locations, &()).expect_err("refused").to_string();
    assert!(error.contains("library came with SHA-256 "), "{error}");
    let (locations, mut pins) = fake_pip(&dir, "the library");
    pins.lock = "another".into();
    let error = fetch::fetch_pinned(&pins, &locations, &()).expect_err("refused").to_string();
    assert!(error.contains("pip failed: ERROR: no lock"), "{error}");
}
