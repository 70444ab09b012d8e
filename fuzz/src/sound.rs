//! What holds for accounts, whoever read them.

use engine::Settings;

/// Fails where the accounts are much larger than what they were read from. A default such as a
/// user name may be said once and come out with every account, but not without a bound.
pub fn bounded(accounts: &[Settings], input: usize) {
    let servers: usize = accounts.iter().map(|account| account.servers.len()).sum();
    assert!(
        accounts.len() + servers <= input / 2 + 4,
        "{input} bytes, {} accounts, {servers} servers",
        accounts.len()
    );
    let size = size(accounts);
    assert!(size <= 16 * input + 4096, "{input} bytes became {size}");
}

/// The bytes of all texts in the accounts.
fn size(accounts: &[Settings]) -> usize {
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let one = |account: &Settings| {
        let servers = account.servers.iter().map(|server| server.host.len() + text(&server.username));
        text(&account.address) + servers.sum::<usize>()
    };
    accounts.iter().map(one).sum()
}
