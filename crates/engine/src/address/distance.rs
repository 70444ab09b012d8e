//! Edit distance with swaps: optimal string alignment.

/// How many insertions, deletions, replacements and swaps of neighbours make `a` of `b`, or
/// `None` where it is more than `limit`. Works on bytes: host names are ASCII.
pub(crate) fn within(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut two_up = vec![0; b.len() + 1];
    let mut up: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let swapped = i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y;
            let best = (up[j] + usize::from(x != y)).min(up[j + 1] + 1).min(row[j] + 1);
            row.push(if swapped { best.min(two_up[j - 1] + 1) } else { best });
        }
        two_up = std::mem::replace(&mut up, row);
    }
    up.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_swap_counts_once() {
        assert_eq!(within("cenutrylink.net", "centurylink.net", 2), Some(1));
        assert_eq!(within("myclt.net", "myctl.net", 1), Some(1));
        assert_eq!(within("centurlylink.net", "centurylink.net", 2), Some(1));
        assert_eq!(within("", "ab", 2), Some(2));
        assert_eq!(within("uswest.net", "qwest.net", 1), None);
    }
}
