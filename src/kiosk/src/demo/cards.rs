//! Sample cards of invented persons, good and bad.

/// A card, or something that is none, to hold to the simulated scanner.
#[derive(Debug, Clone, Copy)]
pub struct Card {
    /// What it is, for the demo's panel.
    pub name: &'static str,
    /// What its QR code holds.
    pub payload: &'static str,
}

/// What the demo's panel offers. The first one is the card of `kiosk tour`.
pub const SAMPLES: [Card; 7] = [
    Card {
        name: "CCCD gắn chip – bà Thu Hà",
        payload: "048160001234|201234567|Trần Thị Thu Hà|14051960|Nữ|Số 12 đường Trưng Nữ Vương, Bình Hiên, Hải Châu, Đà Nẵng|22042021",
    },
    Card {
        name: "Thẻ Căn cước 2024 – anh Quốc Bảo",
        payload: "048099005678||Phạm Quốc Bảo|09031999|Nam|K45/12 đường Nguyễn Văn Linh, Nam Dương, Hải Châu, Đà Nẵng|04102024||||",
    },
    Card {
        name: "Tên và địa chỉ dài",
        payload: "048191007788|205556667|Nguyễn Thị Hoàng Phương Thảo|30091991|Nữ|Số 128/45/6 đường Nguyễn Thị Minh Khai, Khu phố 4, Phường Hòa Cường Bắc, Quận Hải Châu, Thành phố Đà Nẵng|15112021",
    },
    Card {
        name: "Đầu đọc làm mất dấu",
        payload: "048185004321||TRAN THI BICH NGOC|15081985|Nu|So 9 duong Le Duan, Da Nang|20032022",
    },
    Card { name: "Mã bị đọc thiếu", payload: "048160001234|201234567|Trần Thị Thu Hà|1405" },
    Card {
        name: "Ngày sinh không có thật",
        payload: "048160001234|201234567|Trần Thị Thu Hà|31021960|Nữ|Số 12 đường Trưng Nữ Vương, Hải Châu, Đà Nẵng|22042021",
    },
    Card { name: "Mã QR khác, không phải thẻ", payload: "https://example.com/khong-phai-the" },
];

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kiosk_core::citizen::parse;

    use super::*;

    #[test]
    fn the_first_four_are_cards_and_the_others_are_not() {
        let read = SAMPLES.map(|card| parse(card.payload.as_bytes(), date(2026, 11, 23)).is_ok());
        assert_eq!(read, [true, true, true, true, false, false, false]);
    }
}
