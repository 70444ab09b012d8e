//! A small ZIP writer: entries stored as they are, no date, ASCII names (APPNOTE.TXT 6.3).

/// Entries whose name ends with `/` are folders. Names are ASCII; fewer than 65536 entries and
/// less than 4 GB in all, which a few kilobytes of preferences never reach.
pub(super) fn write(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    let mut directory = Vec::with_capacity(256);
    for (name, content) in entries {
        let offset = out.len();
        let common = common(name, content);
        u32s(&mut out, &[0x0403_4b50]);
        out.extend_from_slice(&common);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(content);

        // Made on Unix (3) with version 2.0, so that the permissions below are looked at.
        u32s(&mut directory, &[0x0201_4b50]);
        u16s(&mut directory, &[0x0314]);
        directory.extend_from_slice(&common);
        // No comment, disk 0, no internal attributes.
        u16s(&mut directory, &[0, 0, 0]);
        let attributes = if name.ends_with('/') { 0o040_755 << 16 | 0x10 } else { 0o100_644 << 16 };
        u32s(&mut directory, &[attributes, offset as u32]);
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, count) = (out.len() as u32, entries.len() as u16);
    let length = directory.len() as u32;
    out.extend_from_slice(&directory);
    u32s(&mut out, &[0x0605_4b50]);
    u16s(&mut out, &[0, 0, count, count]);
    u32s(&mut out, &[length, start]);
    u16s(&mut out, &[0]);
    out
}

/// What the local header and the directory have in common, up to the length of the extra field.
fn common(name: &str, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(26);
    // Version 2.0 to extract (folders need it), no flags, stored, 1980-01-01 00:00:00.
    u16s(&mut out, &[20, 0, 0, 0, 0x21]);
    let length = content.len() as u32;
    u32s(&mut out, &[crc32(content), length, length]);
    u16s(&mut out, &[name.len() as u16, 0]);
    out
}

fn u16s(out: &mut Vec<u8>, values: &[u16]) {
    for value in values {
        out.extend_from_slice(&value.to_le_bytes());
    }
}

fn u32s(out: &mut Vec<u8>, values: &[u32]) {
    for value in values {
        out.extend_from_slice(&value.to_le_bytes());
    }
}

/// CRC-32 of ISO-HDLC, bit by bit: a table would cost more bytes than it saves time here.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_check_value_of_crc_32() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
