//! The CenturyLink profile is sound.

#[test]
fn it_loads() {
    let json = include_str!("../../../data/profiles/centurylink.json");
    engine::profile::load("centurylink.json", json).unwrap_or_else(|e| panic!("{e}"));
}
