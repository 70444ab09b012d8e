//! The document has every route and method of the router, and no other.

use crate::common::{api, ask, get};
use crate::document::Document;
use std::collections::BTreeSet;

/// The paths that the router names when it is asked to show what it holds. What comes after them are
/// fallbacks; `/api/` only answers that there is nothing.
fn routes() -> BTreeSet<String> {
    let shown = format!("{:?}", api());
    let (own, _) = shown.split_once("fallback_router").unwrap_or_default();
    let path = |piece: &str| Some(piece.split_once("): \"")?.1.split_once('"')?.0.to_owned());
    let mut found: BTreeSet<String> = own.split("RouteId(").filter_map(path).collect();
    assert!(found.remove("/api/"), "the router no longer shows its routes: {shown}");
    found
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let document = Document::read();
    let described: BTreeSet<String> = document.operations().map(|(path, _, _)| path.to_owned()).collect();
    assert_eq!(described, routes());
}

#[tokio::test]
async fn every_method_is_described_and_nothing_else() {
    let (document, api) = (Document::read(), api());
    for (path, methods) in document.0["paths"].as_object().unwrap() {
        let described: BTreeSet<String> =
            methods.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        let answer = ask(&api, "BREW", path, &[], "").await;
        document.judge(methods.as_object().unwrap().keys().next().unwrap(), path, &answer);
        // HEAD goes with GET.
        let allowed: BTreeSet<String> =
            answer.header("allow").split(',').filter(|method| *method != "HEAD").map(str::to_owned).collect();
        assert_eq!(described, allowed, "{path}");
    }
}

#[tokio::test]
async fn the_documents_are_served_as_they_stand() {
    let (document, api) = (Document::read(), api());
    for (path, text) in [
        ("/api/v1/openapi.json", include_str!("../../openapi.json")),
        ("/api/v1/profile.schema.json", include_str!("../../../../data/profile.schema.json")),
    ] {
        let answer = get(&api, path).await;
        assert_eq!(answer.text(), text, "{path}");
        document.judge("get", path, &answer);
        let known = ask(&api, "GET", path, &[("if-none-match", answer.header("etag"))], "").await;
        assert_eq!(known.status, 304);
        document.judge("get", path, &known);
        let packed = ask(&api, "GET", path, &[("accept-encoding", "gzip")], "").await;
        assert_eq!(packed.header("content-encoding"), "gzip");
    }
}
