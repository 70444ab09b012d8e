//! As much TOML as settings need: keys with their tables, and their strings, numbers and switches.
//! Line by line, so that half a file is read as far as it goes. Lists and long strings say nothing
//! of servers and are passed over.

use super::lines::lines;

/// How deep inline tables are read.
const DEEPEST: usize = 4;

/// Calls `take` with the table, the key (dotted where it is), and the value of each pair, without
/// quotes and blanks. Keys are in small letters.
pub(super) fn pairs(text: &str, mut take: impl FnMut(&str, &str, &str)) {
    let mut table = String::new();
    let mut long: Option<&str> = None;
    for line in lines(text) {
        let line = line.trim();
        if let Some(end) = long {
            if line.contains(end) {
                long = None;
            }
        } else if let Some(rest) = line.strip_prefix('[') {
            let name = rest.trim_start_matches('[');
            table = dotted(name.split(']').next().unwrap_or(name));
        } else if let Some((key, value)) = pair(line) {
            long = ["\"\"\"", "'''"]
                .into_iter()
                .find(|end| value.strip_prefix(end).is_some_and(|rest| !rest.contains(end)));
            if long.is_none() {
                value_of(&dotted(key).to_ascii_lowercase(), value, DEEPEST, &mut |key, value| {
                    take(&table, key, value);
                });
            }
        }
    }
}

/// The key and the value of a line. A comment has none, nor has a line of a list, in which the
/// equals sign is inside quotes.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let open = key.matches('"').count() % 2 == 1;
    (!open && !line.starts_with('#')).then(|| (key.trim(), value.trim()))
}

/// A dotted key without quotes and blanks; a dot in quotes, which parts nothing, becomes a line.
fn dotted(key: &str) -> String {
    let mut quoted = false;
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '"' | '\'' => quoted = !quoted,
            '.' if quoted => out.push('_'),
            _ if c.is_whitespace() => {}
            _ => out.push(c),
        }
    }
    out
}

fn value_of(key: &str, value: &str, depth: usize, take: &mut dyn FnMut(&str, &str)) {
    if let Some(inner) = value.strip_prefix('{') {
        if depth > 0 {
            for part in parts(inner) {
                if let Some((name, value)) = pair(part) {
                    let name = format!("{key}.{}", dotted(name).to_ascii_lowercase());
                    value_of(&name, value, depth - 1, take);
                }
            }
        }
        return;
    }
    if !value.starts_with('[') {
        take(key, scalar(value));
    }
}

/// The parts of an inline table, between commas that are in no quotes and no deeper table.
fn parts(inner: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') if depth > 0 => depth -= 1,
            (None, ',' | '}') if depth == 0 => {
                found.extend(inner.get(start..at));
                start = at + 1;
                if c == '}' {
                    return found;
                }
            }
            _ => {}
        }
    }
    found.extend(inner.get(start..));
    found
}

/// A string without its quotes, or a word, without the comment after it. A server's name or a
/// user's has no escapes; one that has them is left as it is.
fn scalar(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or(rest);
        }
    }
    value.split(['#', ',', '}']).next().unwrap_or(value).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        pairs(text, |table, key, value| found.push(format!("[{table}] {key}={value}")));
        found
    }

    #[test]
    fn tables_dotted_keys_and_inline_tables_are_one_thing() {
        let text = "[accounts.\"p.at\".backend] # x\nhost = \"h # 1\" # c\nauth = { type = 'password', x = { y = 1 }, z = [1, 2] }\n\
                    list = [\n \"a = b\",\n]\nencryption.type = \"tls\"\nport=993 # c\nlong = \"\"\"\nhost = 'no'\n\"\"\"\nlast = true";
        assert_eq!(
            read(text),
            [
                "[accounts.p_at.backend] host=h # 1",
                "[accounts.p_at.backend] auth.type=password",
                "[accounts.p_at.backend] auth.x.y=1",
                "[accounts.p_at.backend] encryption.type=tls",
                "[accounts.p_at.backend] port=993",
                "[accounts.p_at.backend] last=true",
            ]
        );
    }

    #[test]
    fn tables_in_tables_end_somewhere() {
        assert_eq!(read(&format!("a = {}1", "{b = ".repeat(100_000))), Vec::<String>::new());
        assert_eq!(read("# a = 1\n= \n[\n[[x"), ["[] ="]);
    }
}
