//! Base64 around a signed profile, with or without the lines of RFC 7468.

/// The base64 of a text that can be nothing else: it begins like a DER sequence or a binary list.
pub(super) fn body(bytes: &[u8]) -> Option<&[u8]> {
    let mut body = bytes.trim_ascii_start();
    if body.starts_with(b"-----BEGIN ") {
        let end = body.iter().position(|byte| *byte == b'\n')?;
        body = body.get(end..)?.trim_ascii_start();
    }
    (body.starts_with(b"MI") || body.starts_with(b"YnBsaXN0")).then_some(body)
}

/// The bytes, up to the first character that is neither base64 nor a space.
pub(super) fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend_from_slice(&[(bits >> count).to_le_bytes()[0]]);
        }
    }
    out
}
