//! `cargo xtask bench`: measurements, printed. Only the size is ever a failure, and only with
//! `--check`; times depend on the machine.

mod discovery;
mod engine;
mod probe;
mod serve;

pub use discovery::discovery;
pub use engine::engine;
pub use probe::probe;
pub use serve::serve;

use crate::first_load::Part;
use crate::run::{Failure, Outcome};
use crate::{budget, first_load, package, page};

/// Prints the bytes of the first load, as served, the sum against the budget, the largest card, the script
/// for portals, and the npm package where one was built.
///
/// # Errors
/// With `check`, where one of them is over its budget.
pub fn size(check: bool) -> Outcome<()> {
    let dist = page::build()?;
    let parts = first_load::parts(&dist)?;
    println!("{:<44}{:>10}{:>10}{:>10}", "First load, bytes", "raw", "gzip", "brotli");
    for part in &parts {
        println!("{:<44}{:>10}{:>10}{:>10}", part.name, part.raw, part.gzip, part.brotli);
    }
    let sum = |size: fn(&first_load::Part) -> u64| parts.iter().map(size).sum::<u64>();
    let brotli = sum(|part| part.brotli);
    println!("{:<44}{:>10}{:>10}{:>10}", "sum", sum(|part| part.raw), sum(|part| part.gzip), brotli);
    let share = brotli * 100 / budget::FIRST_LOAD;
    println!("{:<44}{:>30}", "budget (brotli)", format!("{} ({share} % used)", budget::FIRST_LOAD));
    let cards = first_load::cards(&dist)?;
    let largest = cards.iter().max_by_key(|card| card.brotli);
    if let Some(Part { name, raw, gzip, brotli }) = largest {
        println!(
            "{:<44}{raw:>10}{gzip:>10}{brotli:>10}",
            format!("largest of {} files of cards", cards.len())
        );
        println!("{name:<44}{:>30}", format!("each may have {}", budget::CARD));
    }
    let embed = first_load::embed(&dist)?;
    println!("{:<44}{:>10}{:>10}{:>10}", embed.name, embed.raw, embed.gzip, embed.brotli);
    println!("{:<44}{:>30}", "budget for portals", budget::EMBED);
    let package = package::size()?;
    if let Some((raw, brotli)) = package {
        println!("{:<44}{raw:>10}{:>10}{brotli:>10}", "npm package, scripts and engine", "");
        println!("{:<44}{:>30}", "budget (brotli)", budget::PACKAGE);
    }
    if !check {
        return Ok(());
    }
    within("The first load", brotli, budget::FIRST_LOAD)?;
    within(&embed.name, embed.brotli, budget::EMBED)?;
    if let Some((_, brotli)) = package {
        within("The npm package", brotli, budget::PACKAGE)?;
    }
    largest.map_or(Ok(()), |card| within(&card.name, card.brotli, budget::CARD))
}

fn within(what: &str, bytes: u64, budget: u64) -> Outcome<()> {
    if bytes <= budget {
        return Ok(());
    }
    Err(Failure::new(format!("{what} has {bytes} bytes after brotli, over its budget of {budget}.")))
}
