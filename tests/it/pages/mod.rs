//! The pages: their routes without a socket, and all of them in a real browser.
//!
//! The browser is Debian's Chromium, driven through its own driver by fantoccini; axe-core comes
//! from npm. Where they are missing the browser's tests print that and pass, unless
//! `KOHTAANTO_BROWSER_TESTS=required`, which `.ci/run` sets. With `KOHTAANTO_SHOTS=FOLDER` each
//! view is kept as a picture, to be looked at.

mod advisor;
mod browser;
mod employer;
mod routes;
mod service;
mod views;
