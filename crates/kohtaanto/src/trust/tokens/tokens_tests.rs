use super::*;
use std::io::ErrorKind;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-24T08:00:00Z")
}

/// Bytes that differ from call to call, and are the same from test to test.
fn counting() -> impl FnMut(&mut [u8]) -> std::io::Result<()> {
    let mut next = 0u8;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            next = next.wrapping_mul(31).wrapping_add(7);
            *byte = next;
        }
        Ok(())
    }
}

fn new() -> NewToken {
    NewToken {
        role: Role::Advisor,
        organisation: "Kiteen kaupunki".to_owned(),
        municipalities: vec!["260".parse().unwrap()],
        purpose: "asiakkaan ohjaus työhön".to_owned(),
        expires: at("2027-02-01T00:00:00Z"),
    }
}

fn store() -> (tempfile::TempDir, TokenStore) {
    let dir = tempfile::tempdir().unwrap();
    let store = TokenStore::open(&dir.path().join("tokens.json"));
    (dir, store)
}

#[test]
fn a_secret_gives_what_the_token_says() {
    let (_dir, store) = store();
    let issued = store.create(new(), now(), &mut counting()).unwrap();
    let secret = issued.secret.reveal();
    assert_eq!(secret.len(), "kt_".len() + 10 + 1 + 64);
    let claims = store.verify(secret, now()).unwrap();
    let permit = claims.permit();
    assert_eq!((claims.token_id.as_str(), permit.role()), (&*issued.token.id, Role::Advisor));
    assert_eq!(permit.purpose(), "asiakkaan ohjaus työhön");
    assert_eq!(store.list().unwrap(), std::slice::from_ref(&issued.token));
    let kept = fs_err::read_to_string(store.path()).unwrap();
    assert!(!kept.contains(&secret[14..]), "the secret itself is not kept");
    assert!(!format!("{issued:?}").contains(&secret[14..]), "nor shown");
}

#[test]
fn each_refusal_says_why() {
    let (_dir, store) = store();
    let mut random = counting();
    let issued = store.create(new(), now(), &mut random).unwrap();
    let secret = issued.secret.reveal().to_owned();
    let end = at("2027-02-01T00:00:00Z");
    assert!(matches!(store.verify(&secret, end), Err(TokenError::Expired { .. })));
    let before_end = at("2027-01-31T23:59:59Z");
    assert!(store.verify(&secret, before_end).is_ok());

    let mut other = secret.clone();
    let last = if secret.ends_with('0') { "1" } else { "0" };
    other.replace_range(secret.len() - 1.., last);
    assert!(matches!(store.verify(&other, now()), Err(TokenError::Unknown)));
    let nobody = secret.replacen(&issued.token.id, "0000000000", 1);
    assert!(matches!(store.verify(&nobody, now()), Err(TokenError::Unknown)));
    for malformed in ["", "kt_", "kt__", "Bearer x", &secret[1..], &format!("{secret}_"), "kt_ä_ö"]
    {
        assert!(
            matches!(store.verify(malformed, now()), Err(TokenError::Malformed)),
            "{malformed}"
        );
    }

    // Another process revokes: this one sees it at its next request.
    let elsewhere = TokenStore::open(store.path());
    elsewhere.revoke(&issued.token.id, now()).unwrap();
    assert!(matches!(store.verify(&secret, now()), Err(TokenError::Revoked { .. })));
    let again = elsewhere.revoke(&issued.token.id, before_end).unwrap();
    assert_eq!(again.revoked, Some(now()), "the first moment stays");
    assert_eq!(again.state(end), TokenState::Revoked);
    assert_eq!(elsewhere.revoke("nope", now()).unwrap_err().kind(), crate::ErrorKind::NotFound);
}

#[test]
fn what_a_token_must_say_is_asked_for() {
    let (_dir, store) = store();
    let mut random = counting();
    for (field, wrong) in [
        ("organisation", NewToken { organisation: " ".to_owned(), ..new() }),
        ("purpose", NewToken { purpose: "ohjaus".to_owned(), ..new() }),
        ("expires", NewToken { expires: now(), ..new() }),
        ("expires", NewToken { expires: at("2027-11-24T08:00:01Z"), ..new() }),
        ("municipalities", NewToken { municipalities: vec!["911".parse().unwrap()], ..new() }),
    ] {
        let refused = store.create(wrong, now(), &mut random).unwrap_err();
        assert_eq!(refused.kind(), crate::ErrorKind::InvalidInput);
        assert!(refused.to_string().contains(field), "{refused}");
    }
    assert!(!store.path().exists());
    let year = NewToken { expires: at("2027-11-24T08:00:00Z"), ..new() };
    assert!(store.create(year, now(), &mut random).is_ok());
    let no_random = &mut |_: &mut [u8]| Err(std::io::Error::from(ErrorKind::Unsupported));
    assert!(store.create(new(), now(), no_random).is_err());
}

#[test]
fn makers_do_not_overwrite_each_other() {
    let (_dir, store) = store();
    std::thread::scope(|scope| {
        for thread in 0..8u8 {
            let path = store.path();
            scope.spawn(move || {
                let store = TokenStore::open(path);
                let random = &mut |bytes: &mut [u8]| {
                    bytes.fill(thread);
                    Ok(())
                };
                store.create(new(), now(), random).unwrap();
            });
        }
    });
    assert_eq!(store.list().unwrap().len(), 8);
}

#[test]
fn a_file_that_is_not_one_lets_nobody_in() {
    let (_dir, store) = store();
    let issued = store.create(new(), now(), &mut counting()).unwrap();
    let text = fs_err::read_to_string(store.path()).unwrap();
    for damaged in [
        "{".to_owned(),
        text.replace("\"version\": 1", "\"version\": 2"),
        text.replace("advisor", "king"),
        text.replace("2027-02-01", "2047-02-01"),
    ] {
        fs_err::write(store.path(), damaged).unwrap();
        let refused = store.verify(issued.secret.reveal(), now());
        assert!(matches!(refused, Err(TokenError::Unreadable(Error::Corrupt { .. }))));
    }
    fs_err::write(store.path(), text).unwrap();
    assert!(store.verify(issued.secret.reveal(), now()).is_ok());
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, store) = store();
    // Also when a write was cut short, and its remains are open to all.
    let partial = super::super::locked_file::with_ending(store.path(), "partial");
    fs_err::write(&partial, "x").unwrap();
    store.create(new(), now(), &mut counting()).unwrap();
    let mode = fs_err::metadata(store.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!partial.exists());
}
