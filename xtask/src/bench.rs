//! `cargo xtask bench`: measurements, printed. Only the size is ever a failure, and only with
//! `--check`; times depend on the machine.

mod engine;
mod probe;
mod serve;

pub use engine::engine;
pub use probe::probe;
pub use serve::serve;

use crate::run::{Failure, Outcome};
use crate::{budget, first_load, page};

/// Prints the bytes of the first load, as served, and the sum against the budget.
///
/// # Errors
/// With `check`, where the sum is over the budget.
pub fn size(check: bool) -> Outcome<()> {
    let parts = first_load::parts(&page::build()?)?;
    println!("{:<44}{:>10}{:>10}{:>10}", "First load, bytes", "raw", "gzip", "brotli");
    for part in &parts {
        println!("{:<44}{:>10}{:>10}{:>10}", part.name, part.raw, part.gzip, part.brotli);
    }
    let sum = |size: fn(&first_load::Part) -> u64| parts.iter().map(size).sum::<u64>();
    let brotli = sum(|part| part.brotli);
    println!("{:<44}{:>10}{:>10}{:>10}", "sum", sum(|part| part.raw), sum(|part| part.gzip), brotli);
    let share = brotli * 100 / budget::FIRST_LOAD;
    println!("{:<44}{:>30}", "budget (brotli)", format!("{} ({share} % used)", budget::FIRST_LOAD));
    if check && brotli > budget::FIRST_LOAD {
        let over = brotli - budget::FIRST_LOAD;
        return Err(Failure::new(format!("The first load is {over} bytes over the budget.")));
    }
    Ok(())
}
