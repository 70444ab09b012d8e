//! The names and values of Outlook's three kinds of file.

/// What a line says.
pub(super) enum Entry<'a> {
    /// Another section, or account, begins.
    Section,
    /// A value.
    Set(&'a str, Value),
}

/// A value: a text, or a number.
pub(super) enum Value {
    Text(String),
    Number(u32),
}

impl Value {
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => match text.strip_prefix("0x") {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => text.parse().ok(),
            },
        }
    }
}

/// Calls `take` with what each line says.
pub(super) fn entries(text: &str, mut take: impl FnMut(Entry<'_>)) {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line.starts_with('[') && line.ends_with(']') {
            take(Entry::Section);
        } else if line.contains('<') {
            elements(line, &mut take);
        } else if let Some((name, value)) = quoted_name(line) {
            registry(name, value, &mut lines, &mut take);
        } else if let Some((name, value)) = queried(line) {
            take(Entry::Set(name, value));
        } else if let Some((name, value)) = line.split_once('=') {
            let value = value.trim();
            // The mapping sections of a profile file name properties, not values.
            if !value.starts_with("PT_") {
                take(Entry::Set(name, Value::Text(unquoted(value))));
            }
        }
    }
}

/// `"IMAP Port"=dword:000003e1` of a registry export.
fn quoted_name(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix('"')?.split_once('"')?;
    Some((name, rest.trim_start().strip_prefix('=')?.trim_start()))
}

fn registry(name: &str, value: &str, lines: &mut std::str::Lines<'_>, take: &mut impl FnMut(Entry<'_>)) {
    if let Some(number) = value.strip_prefix("dword:") {
        if let Ok(number) = u32::from_str_radix(number.trim(), 16) {
            take(Entry::Set(name, Value::Number(number)));
        }
    } else if value.starts_with("hex") {
        let mut bytes = Vec::new();
        let mut part = value.split_once(':').map_or("", |(_, bytes)| bytes).trim();
        loop {
            let digits = part.strip_suffix('\\');
            let hex = digits.unwrap_or(part).split(',').map(str::trim);
            bytes.extend(hex.filter_map(|byte| u8::from_str_radix(byte, 16).ok()));
            if digits.is_none() {
                break;
            }
            let Some(next) = lines.next() else { break };
            part = next.trim();
        }
        take(Entry::Set(name, Value::Text(decoded(&bytes))));
    } else {
        take(Entry::Set(name, Value::Text(unquoted(value))));
    }
}

/// `IMAP Port    REG_DWORD    0x3e1`, as `reg query` prints it.
fn queried(line: &str) -> Option<(&str, Value)> {
    let (name, rest) = line.split_once("REG_")?;
    let (kind, value) = rest.split_once(char::is_whitespace)?;
    let value = value.trim();
    if kind != "BINARY" {
        return Some((name, Value::Text(value.to_owned())));
    }
    let bytes: Vec<u8> = value
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    Some((name, Value::Text(decoded(&bytes))))
}

/// `<IMAP_Port type="DWORD">000003e1</IMAP_Port>` of Windows Live Mail, several in a line or one.
fn elements(line: &str, take: &mut impl FnMut(Entry<'_>)) {
    for part in line.split('<').skip(1) {
        let Some((tag, content)) = part.split_once('>') else { continue };
        let (name, kind) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if name.trim_start_matches('/').eq_ignore_ascii_case("MessageAccount") {
            take(Entry::Section);
        } else if kind.contains("DWORD") {
            if let Ok(number) = u32::from_str_radix(content.trim(), 16) {
                take(Entry::Set(name, Value::Number(number)));
            }
        } else if kind.contains("SZ") {
            take(Entry::Set(name, Value::Text(content.trim().replace("&amp;", "&"))));
        }
    }
}

/// A text as the registry keeps it: UTF-16 with a zero at its end, or bytes.
fn decoded(bytes: &[u8]) -> String {
    let wide =
        bytes.len() >= 2 && bytes.len().is_multiple_of(2) && bytes.iter().skip(1).step_by(2).all(|b| *b == 0);
    let text = if wide {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    text.trim_matches('\0').to_owned()
}

/// A value without its quotes and escapes.
fn unquoted(value: &str) -> String {
    match value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}
