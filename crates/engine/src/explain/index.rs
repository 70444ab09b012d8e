//! Which entries of a list fit a text, found in one pass over its words.
//!
//! All parts of all entries stand in one tree of words, and each node of it knows the longest other
//! beginning that it ends with (Aho and Corasick, 1975): so each word of the text is looked at once,
//! wherever parts begin. Entries of several parts remember where their parts were last seen.

use super::words::{Hash, each_word};

/// How many words may stand where an entry says `…`.
const GAP: usize = 14;
/// How many words of the text may hold the words of an entry without order, for each word that it has.
const NEAR: usize = 6;

/// A list of entries, ready to be looked for.
#[derive(Default)]
pub(super) struct Index {
    words: Vocabulary,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    /// How many parts all entries have.
    parts: usize,
    /// The node of each word that a part begins with, by its number; 0 for none.
    roots: Vec<usize>,
}

struct Entry {
    /// The place of its first part among all parts.
    first: usize,
    /// How many parts it has.
    parts: usize,
    /// Whether its parts stand in this order.
    ordered: bool,
    /// How many words all of it has.
    words: usize,
}

#[derive(Default)]
struct Node {
    next: Vec<(u32, usize)>,
    /// How many words lead here.
    depth: usize,
    /// The node of the longest other beginning that the words that lead here end with.
    fail: usize,
    /// The nearest node on that way where parts end; 0 for none.
    ending: usize,
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
        let (first, mut words) = (self.parts, 0);
        for part in parts {
            let mut node = 0;
            each_word(part, |hash| node = child(&mut self.nodes, node, self.words.add(hash)));
            if node != 0 {
                self.nodes[node].ends.push((place, self.parts - first));
                words += self.nodes[node].depth;
                self.parts += 1;
            }
        }
        self.entries.push(Entry { first, parts: self.parts - first, ordered, words });
        place
    }

    /// Which entries fit, by place.
    pub(super) fn look(&mut self, text: &str) -> Vec<bool> {
        self.link();
        let mut look = Look { fits: vec![false; self.entries.len()], last: vec![0; self.parts] };
        let (mut node, mut at) = (0, 0);
        each_word(text, |hash| {
            at += 1;
            node = match self.words.get(hash) {
                // Zero is a word that no entry has.
                0 => 0,
                word => self.step(node, word),
            };
            let mut end = if self.nodes[node].ends.is_empty() { self.nodes[node].ending } else { node };
            while end != 0 {
                let found = &self.nodes[end];
                for &(place, part) in &found.ends {
                    look.seen(&self.entries[place], place, part, at - found.depth, at);
                }
                end = found.ending;
            }
        });
        look.fits
    }

    /// The node of the longest beginning that the text ends with after one more word.
    fn step(&self, mut node: usize, word: u32) -> usize {
        loop {
            if node == 0 {
                return self.roots.get(word as usize).copied().unwrap_or_default();
            }
            let Node { next, fail, .. } = &self.nodes[node];
            match next.binary_search_by_key(&word, |(known, _)| *known) {
                Ok(at) => return next[at].1,
                Err(_) => node = *fail,
            }
        }
    }

    /// Makes the ways from each node to the other beginnings, those of fewer words first.
    fn link(&mut self) {
        self.roots = vec![0; self.words.count as usize + 1];
        let mut queue = Vec::with_capacity(self.nodes.len());
        for (word, child) in self.nodes[0].next.clone() {
            self.roots[word as usize] = child;
            self.nodes[child].fail = 0;
            queue.push(child);
        }
        let mut done = 0;
        while let Some(&node) = queue.get(done) {
            done += 1;
            for (word, child) in self.nodes[node].next.clone() {
                let fail = self.step(self.nodes[node].fail, word);
                let ending = if self.nodes[fail].ends.is_empty() { self.nodes[fail].ending } else { fail };
                self.nodes[child].fail = fail;
                self.nodes[child].ending = ending;
                queue.push(child);
            }
        }
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
            self.fits[place] = parts.iter().all(|last| *last != 0 && last + NEAR * entry.words >= end);
        }
    }
}

fn child(nodes: &mut Vec<Node>, node: usize, word: u32) -> usize {
    match nodes[node].next.binary_search_by_key(&word, |(known, _)| *known) {
        Ok(at) => nodes[node].next[at].1,
        Err(at) => {
            let new = nodes.len();
            nodes.push(Node { depth: nodes[node].depth + 1, ..Node::default() });
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
        let size = (self.slots.len() * 2).max(1024);
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
        assert!(!index.look(&format!("failed {} login jane@q.com", "x ".repeat(5 * NEAR)))[0]);
    }

    #[test]
    fn parts_that_begin_inside_others_are_seen() {
        let mut index = Index::new();
        for pattern in ["a b c d", "b c", "c", "b c x", "d … c"] {
            index.add_ordered(pattern);
        }
        assert_eq!(index.look("a b c x a b c d y c"), [true, true, true, true, true]);
        assert_eq!(index.look("a b c"), [false, true, true, false, false]);
        assert_eq!(index.look("a b b c"), [false, true, true, false, false]);
    }

    #[test]
    fn nothing_fits_nothing() {
        assert_eq!(Index::new().look("a b c"), Vec::<bool>::new());
        assert!(!fits("…", "a b c"));
        assert!(!fits("a", ""));
    }
}
