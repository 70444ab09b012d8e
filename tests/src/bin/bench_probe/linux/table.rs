//! Numbers into rows.

/// Times in milliseconds, sorted.
pub struct Times(Vec<f64>);

impl Times {
    pub fn new(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// A percentile, by the nearest rank.
    pub fn at(&self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100);
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
    }

    pub fn p50(&self) -> f64 {
        self.at(50)
    }

    pub fn p99(&self) -> f64 {
        self.at(99)
    }

    pub fn longest(&self) -> f64 {
        self.at(100)
    }
}

/// Prints the head of a table: the first column is words, the others numbers.
pub fn head(title: &str, columns: &[&str]) {
    println!("\n{title}\n");
    println!("| | {} |", columns.join(" | "));
    println!("|---|{}", "--:|".repeat(columns.len()));
}

/// Prints a row.
pub fn row(name: &str, cells: &[String]) {
    println!("| {name} | {} |", cells.join(" | "));
}

/// A goal that is a most: measured, goal and their ratio.
pub fn goal(name: &str, measured: f64, goal: f64) {
    row(name, &[number(measured), number(goal), format!("{:.2}", measured / goal)]);
}

/// A number with as many digits as matter.
pub fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let times = Times::new((1..=200).rev().map(f64::from).collect());
        assert_eq!((times.p50(), times.p99(), times.longest()), (100.0, 198.0, 200.0));
        assert_eq!(Times::new(vec![7.0]).p99(), 7.0);
        assert!(Times::new(Vec::new()).p50().is_nan());
    }

    #[test]
    fn numbers_have_the_digits_that_matter() {
        assert_eq!([0.456, 12.34, 356.7, -4.0].map(number), ["0.46", "12.3", "357", "-4.00"]);
    }
}
