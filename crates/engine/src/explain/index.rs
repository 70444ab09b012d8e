//! Which entries of a list fit a text, found in one pass over its words.
//!
//! All parts of all entries stand in one tree of words. At each word of the text the tree is
//! walked as deep as the words go, at most as deep as the longest part; entries of several parts
//! remember where their parts were last seen. So the work grows with the text alone.

use super::words::{Hash, each_word};

/// How many words may stand where an entry says `…`.
const GAP: usize = 14;
/// How far apart the words of an entry without order may be, in words.
const NEAR: usize = 100;

/// A list of entries, ready to be looked for.
#[derive(Default)]
pub(super) struct Index {
    words: Vocabulary,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    /// How many parts all entries have.
    parts: usize,
}

struct Entry {
    /// The place of its first part among all parts.
    first: usize,
    /// How many parts it has.
    parts: usize,
    /// Whether its parts stand in this order, near each other.
    ordered: bool,
}

#[derive(Default)]
struct Node {
    next: Vec<(u32, usize)>,
    /// The parts that end here: the entry, and which of its parts.
    ends: Vec<(usize, usize)>,
}

impl Index {
    /// An empty list.
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()], ..Self::default() }
    }

    /// Adds words in order, with `…` where others may stand between. Returns the entry's place.
    pub(super) fn add_ordered(&mut self, pattern: &str) -> usize {
        self.add(pattern.split('…'), true)
    }

    /// Adds words that all must be near each other, in any order. Returns the entry's place.
    pub(super) fn add_together(&mut self, words: &str) -> usize {
        self.add(words.split_whitespace(), false)
    }

    fn add<'t>(&mut self, parts: impl Iterator<Item = &'t str>, ordered: bool) -> usize {
        let place = self.entries.len();
        let first = self.parts;
        for part in parts {
            let mut node = 0;
            each_word(part, |hash| node = child(&mut self.nodes, node, self.words.add(hash)));
            if node != 0 {
                self.nodes[node].ends.push((place, self.parts - first));
                self.parts += 1;
            }
        }
        self.entries.push(Entry { first, parts: self.parts - first, ordered });
        place
    }

    /// Which entries fit, by place.
    pub(super) fn look(&self, text: &str) -> Vec<bool> {
        let mut seen = Vec::with_capacity(text.len() / 5);
        each_word(text, |hash| seen.push(self.words.get(hash)));
        let mut look = Look { fits: vec![false; self.entries.len()], last: vec![0; self.parts] };
        for start in 0..seen.len() {
            let mut node = &self.nodes[0];
            for (end, word) in seen.iter().enumerate().skip(start) {
                // Zero is a word that no entry has.
                if *word == 0 {
                    break;
                }
                let Ok(at) = node.next.binary_search_by_key(word, |(known, _)| *known) else { break };
                node = &self.nodes[node.next[at].1];
                for &(place, part) in &node.ends {
                    look.seen(&self.entries[place], place, part, start, end + 1);
                }
            }
        }
        look.fits
    }
}

struct Look {
    fits: Vec<bool>,
    /// Where each part was last seen: the place after its last word; 0 for nowhere yet.
    last: Vec<usize>,
}

impl Look {
    fn seen(&mut self, entry: &Entry, place: usize, part: usize, start: usize, end: usize) {
        if self.fits[place] {
            return;
        }
        let parts = &mut self.last[entry.first..entry.first + entry.parts];
        if entry.ordered {
            let before = if part == 0 { start } else { parts[part - 1] };
            let follows = part == 0 || (before != 0 && before <= start && start - before <= GAP);
            if follows {
                parts[part] = end;
                self.fits[place] = part + 1 == entry.parts;
            }
        } else {
            parts[part] = end;
            self.fits[place] = parts.iter().all(|last| *last != 0 && last + NEAR >= end);
        }
    }
}

fn child(nodes: &mut Vec<Node>, node: usize, word: u32) -> usize {
    match nodes[node].next.binary_search_by_key(&word, |(known, _)| *known) {
        Ok(at) => nodes[node].next[at].1,
        Err(at) => {
            let new = nodes.len();
            nodes.push(Node::default());
            nodes[node].next.insert(at, (word, new));
            new
        }
    }
}

/// The words of all entries, by hash: an open table whose size is a power of two.
#[derive(Default)]
struct Vocabulary {
    slots: Vec<(Hash, u32)>,
    count: u32,
}

impl Vocabulary {
    /// The number of a word, a new one where it is not known.
    fn add(&mut self, hash: Hash) -> u32 {
        if self.slots.len() < 4 * (self.count as usize + 1) {
            self.grow();
        }
        let slot = self.slot(hash);
        if self.slots[slot].1 == 0 {
            self.count += 1;
            self.slots[slot] = (hash, self.count);
        }
        self.slots[slot].1
    }

    /// The number of a word; 0 where it is not known.
    fn get(&self, hash: Hash) -> u32 {
        if self.slots.is_empty() { 0 } else { self.slots[self.slot(hash)].1 }
    }

    /// Where a word is or would be. The table is never more than a quarter full, so this ends.
    fn slot(&self, hash: Hash) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (hash ^ (hash >> 32)) as usize & mask;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 4).max(1024);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for entry in old.into_iter().filter(|(_, number)| *number != 0) {
            let slot = self.slot(entry.0);
            self.slots[slot] = entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        let mut index = Index::new();
        index.add_ordered(pattern);
        index.look(text)[0]
    }

    #[test]
    fn words_in_order_with_a_bounded_gap() {
        assert!(fits(
            "login to server … failed",
            "Login to server pop.example.org with username x@y failed."
        ));
        assert!(!fits("login to server … failed", "failed: login to server"));
        assert!(!fits("login failed", "login to server failed"));
        let far = format!("login to server {} failed", "word ".repeat(GAP + 1));
        assert!(!fits("login to server … failed", &far));
        assert!(fits("a … b … c", "a a x b a b y c"));
    }

    #[test]
    fn words_together_in_any_order() {
        let mut index = Index::new();
        index.add_together("@q.com login failed");
        assert!(index.look("failed: the LOGIN of jane@q.com")[0]);
        assert!(!index.look("failed: the login at mail.q.com")[0]);
        assert!(!index.look(&format!("failed {} login jane@q.com", "x ".repeat(NEAR)))[0]);
    }

    #[test]
    fn nothing_fits_nothing() {
        assert_eq!(Index::new().look("a b c"), Vec::<bool>::new());
        assert!(!fits("…", "a b c"));
        assert!(!fits("a", ""));
    }
}
