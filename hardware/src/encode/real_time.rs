//! Dots that would be taken for orders.

/// Makes sure that no dots stand for a real-time command.
///
/// Printers obey DLE EOT, DLE ENQ and DLE DC4 on arrival, inside a picture's data as well (Epson's command
/// reference for DLE ENQ): 10 05 02 in a slip would clear the buffer that holds it, at every reprint anew.
/// One dot more beside another, which nobody sees, makes it another byte.
pub(super) fn disarm(dots: &mut [u8]) {
    for at in 1..dots.len() {
        dots[at] |= match (dots[at - 1], dots[at]) {
            (0x10, 0x04 | 0x14) => 0x08,
            (0x10, 0x05) => 0x02,
            _ => 0,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_get_a_dot_and_all_else_stays() {
        let table: [(&[u8], &[u8]); 5] = [
            (&[0x10, 0x05, 0x02], &[0x10, 0x07, 0x02]),
            (&[0xFF, 0x10, 0x04, 0x01], &[0xFF, 0x10, 0x0C, 0x01]),
            (&[0x10, 0x10, 0x14], &[0x10, 0x10, 0x1C]),
            (&[0x10, 0x06, 0x05, 0x04], &[0x10, 0x06, 0x05, 0x04]),
            (&[], &[]),
        ];
        for (dots, harmless) in table {
            let mut dots = dots.to_vec();
            disarm(&mut dots);
            assert_eq!(dots, harmless);
        }
    }
}
