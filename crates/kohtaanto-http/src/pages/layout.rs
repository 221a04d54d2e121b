//! What is around each page: head, navigation, languages, foot.

use super::lang::{Section, code, direction};
use super::{assets, texts::Texts};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use kohtaanto::texts::TextLang;
use maud::{DOCTYPE, Markup, html};

/// A page to be shown.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) t: &'static Texts,
    /// What it is, without the name of the service.
    pub(crate) title: &'a str,
    /// Where in the navigation it is.
    pub(crate) section: Option<Section>,
    /// Its address without the language, such as `/haku?q=kokki`; the same in each language.
    pub(crate) address: &'a str,
    pub(crate) body: Markup,
}

impl Page<'_> {
    pub(crate) fn render(&self) -> Markup {
        let t = self.t;
        let lang = code(t.lang());
        html! {
            (DOCTYPE)
            html lang=(lang) dir=(direction(lang)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " – " (t.get("site.name")) }
                    link rel="stylesheet" href=(assets::path(assets::STYLE));
                    link rel="icon" type="image/svg+xml" href=(assets::path(assets::ICON));
                    @for (other, _) in TextLang::ALL {
                        link rel="alternate" hreflang=(other) href={ "/" (other) (self.address) };
                    }
                    script defer src=(assets::path(assets::SCRIPT)) {}
                }
                body {
                    a.skip href="#sisalto" { (t.get("site.skip")) }
                    (self.head())
                    main #sisalto tabindex="-1" { (self.body) }
                    (foot(t))
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let t = self.t;
        let lang = t.lang();
        html! {
            header.top {
                div.top-in {
                    a.brand href=(Section::Search.path(lang)) {
                        (mark()) span { (t.get("site.name")) }
                    }
                    nav.main-nav aria-label=(t.get("site.nav")) {
                        ul {
                            @for section in Section::ALL {
                                li {
                                    a href=(section.path(lang))
                                        aria-current=[(self.section == Some(section)).then_some("page")]
                                        { (name(section, t)) }
                                }
                            }
                        }
                    }
                    nav.langs aria-label=(t.get("site.languages")) {
                        ul {
                            @for (other, of) in TextLang::ALL {
                                li {
                                    a href={ "/" (other) (self.address) } lang=(other) hreflang=(other)
                                        aria-current=[(of == lang).then_some("true")]
                                        { (own_name(of)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl IntoResponse for Page<'_> {
    fn into_response(self) -> Response {
        let mut response = Html(self.render().into_string()).into_response();
        let headers = response.headers_mut();
        // What is on a page may be of a person: no cache keeps it.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// What a page is called in the navigation.
pub(crate) fn name(section: Section, t: &'static Texts) -> &'static str {
    match section {
        Section::Search => t.get("nav.search"),
        Section::Client => t.get("nav.client"),
        Section::Employer => t.get("nav.employer"),
        Section::Overview => t.get("nav.overview"),
        Section::About => t.get("nav.about"),
    }
}

/// A language's name in itself.
fn own_name(lang: TextLang) -> &'static str {
    match lang {
        TextLang::Fi => "Suomi",
        TextLang::Sv => "Svenska",
        TextLang::En => "English",
    }
}

fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false" {
            rect width="32" height="32" rx="8" class="mark-ground" {}
            path d="M7 9c6 0 6 7 9 7s3 7 9 7M7 23c6 0 6-7 9-7s3-7 9-7" class="mark-line" {}
            circle cx="16" cy="16" r="3.2" class="mark-dot" {}
        }
    }
}

fn foot(t: &'static Texts) -> Markup {
    let about = Section::About.path(t.lang());
    html! {
        footer.foot {
            div.foot-in {
                p { (t.get("foot.ordered")) " " a href={ (about) "#jarjestys" } { (t.get("foot.how")) } }
                ul {
                    li { a href={ (about) "#saavutettavuus" } { (t.get("foot.accessibility")) } }
                    li { a href={ (about) "#yksityisyys" } { (t.get("foot.privacy")) } }
                    li { a href={ (about) "#palaute" } { (t.get("foot.feedback")) } }
                    li { a href={ (about) "#lahteet" } { (t.get("foot.sources")) } }
                }
            }
        }
    }
}
