//! Rows whose columns stand below one another.

/// Writes rows of kind, label, value and a sentence. The first three are columns, as wide as
/// their widest entry; the sentence goes after the columns that the row has, as it may be long.
pub(super) fn aligned(rows: &[[String; 4]], indent: &str) -> String {
    let width = |column: usize| rows.iter().map(|row| letters(&row[column])).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for row in rows {
        let last = row[..3].iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
        let mut line = String::from(indent);
        for (cell, width) in row[..=last].iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - letters(cell) + 2));
        }
        line.push_str(&row[3]);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_one_another() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned);
        let rows = [
            row(["Type", "Host Name", "imap.example", ""]),
            row(["Contraseña", "Clave", "", ""]),
            row(["Note", "", "", "A long sentence."]),
        ];
        assert_eq!(
            aligned(&rows, " "),
            " Type        Host Name  imap.example\n Contraseña  Clave\n Note        A long sentence.\n"
        );
    }
}
