//! Genuine names and places pass; what other encodings make of them does not.

use super::super::letters::{check_name, check_residence};
use super::*;

/// Surnames, middle and given names of the Kinh, one of each letter and rhyme that is hard.
const KINH: &str = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Ân Ánh Âu Bá Bạch \
    Bành Biện Ca Cái Cam Cao Cấn Chế Chiêm Chu Châu Chử Chung Công Cung Cù Danh Diệp Diêm Doãn Dư Đàm Đan Đào \
    Điền Đinh Đoàn Đồng Đới Đường Giang Giáp Hà Hạ Hán Hàn Hầu Hình Hoa Hứa Khiếu Khổng Khuất Khúc Khương Kiều \
    Kim La Lã Lại Lâm Liễu Lò Lộ Lỗ Lư Lữ Lục Lương Lưu Ma Mã Mạc Mai Mạch Mẫn Mạnh Mông Nghiêm Ngụy Nguỵ Nhâm \
    Nhan Nhữ Ninh Ôn Ông Phí Phó Phùng Phương Quách Quan Quản Quang Quảng Sầm Sái Sử Tạ Tăng Tất Tề Thạch Thái \
    Thân Thẩm Thi Thiều Tiêu Tiết Tiếp Tô Tôn Tống Trà Trang Triệu Trịnh Trưng Trương Từ Tưởng Ty Uông Ứng Văn \
    Vi Viên Vương Xa Xuân Yên Thị Hữu Đức Quốc Minh Thanh Thành Tuấn Tú Hải Hậu Hiếu Hiền Hiển Hòa Hoà Hoá Hoài \
    Hoan Hoãn Huệ Huế Huyền Hường Hưởng Khải Khuê Khuyên Khánh Kỳ Kỷ Loan Lợi Luân Luyến Mẫu Mỹ Mỵ Nga Ngà Ngân \
    Nghĩa Nghiã Ngọc Nguyên Nguyệt Nhã Nhài Nhẫn Nhật Nhiên Như Nhường Oanh Phấn Phượng Quế Quý Quí Quỳnh Quyên \
    Quyết Sáu Sơn Sương Tám Tâm Thảo Thắm Thắng Thêu Thìn Thoa Thoại Thời Thu Thuận Thúy Thuý Thủy Thuỷ Thùy Thuỳ \
    Thư Thưởng Thượng Tiến Tiền Toàn Toán Toản Trâm Trí Trinh Trúc Truyền Tuyên Tuyết Tường Tửu Út Uyên Uyển \
    Vĩnh Việt Vịnh Xoan Xoài Xuyến Ý Yến Yểng Bảy Bưởi Chiến Cuối Cường Dậu Dần Diễm Diệu Duệ Duẩn Dũng Dưỡng \
    Đạo Đạt Đoài Điểm Điệp Gấm Giàu Giàng Giỏi Giò Gừng Hạnh Hảo Hằng Hoạch Hợi Huấn Hùng Hưng Kiệm Lẫm Liên Liễn";

/// Names of other peoples, as they stand on cards: Ê Đê, Gia Rai, Ba Na, Xơ Đăng, Cơ Ho, Mạ, Chu Ru, Raglai, Chăm,
/// Cơ Tu, Bru, Tà Ôi, Hrê, M'Nông, Thái, Tày, Mông, Dao, Khmer, Hoa, and some of French schooling.
const OTHERS: [&str; 76] = [
    "H'Hen Niê",
    "H’Linh Niê Kđăm",
    "HʼĐinh Ƀuôn Yă",
    "Y Ƀhiăo Ayŭn",
    "Y-Bhăm Ênuôl",
    "Y Thịnh Êban",
    "Y Jŭt Hwing",
    "Y Nuê̆ Ƀkrông",
    "H' Bia Kbuôr",
    "H Ngăm Niê Kdăm",
    "Y Ƀlŭl Niê Ƀlô",
    "H'Wŭt Mlô Duôn Du",
    "Y Kô̆ Êñuôl",
    "H'Ñăm Êčăm",
    "Aê Nuê",
    "Rơ Châm Phiăp",
    "R'Com H'Yưm",
    "Kpă Klơ̆ng",
    "Ksor H' Lan",
    "Nay H'Ƀě",
    "Siu Čhun",
    "Rcom Sa Duyên",
    "Rah Lan Hơn",
    "Kpuih Blưnh",
    "Đinh Hmơih",
    "A Jưng Đưk",
    "Y Hĕng",
    "A Biŭ",
    "U Minh Hô̆t",
    "K'Brểu",
    "K' Să K'Brêl",
    "Ka Dín",
    "Cil Múp Ha Pôh",
    "Liêng Hót Ha Hai",
    "Kră Jăn Ka Xuyến",
    "Păng Ting Uôk",
    "Rơ Ông Ha Tông",
    "Bon Yô Soan",
    "Đa Cát K'Hương",
    "Touprong Hiệp",
    "Ya Loan",
    "Ma Bio",
    "Chamaléa Thị Thủy",
    "Pi Năng Thị Hốp",
    "Katơr Thị Sinh",
    "Cao Thị Ka Dá",
    "Đàng Năng Thọ",
    "Báo Văn Mỗ",
    "Bh'riu Liếc",
    "Bhnướch Coor",
    "A Lăng Bh'lúp",
    "Zơrâm Nhơơr",
    "Pơloong Plênh",
    "Ríah Đhơơr",
    "C'lâu Nâm",
    "Ating Tươi Hôồng",
    "Hôih Thị Băng",
    "Hồ A Nun",
    "Kăn Lịch",
    "Quỳnh Hăng Rơơng",
    "Đinh Văn Xrắt",
    "Phạm Thị Đhĕk",
    "Thị Mai B'Brâng",
    "Điểu Ong M’Blơn",
    "Lò Thị Pâng",
    "Quàng Văn Ín",
    "Nông Thị Xuân",
    "Giàng A Phử",
    "Sùng Thị Dợ",
    "Tẩn Láo Tả",
    "Thạch Sô Phách",
    "Sơn Sa Rây",
    "Chíu Sì Múi",
    "Voòng A Sáng",
    "Nguyễn Thị B.",
    "Công Tằng Tôn Nữ Hélène Thu-Trang",
];

/// What becomes of Vietnamese names when their bytes are taken for another encoding, and what is no name.
const SPOILT: [&str; 57] = [
    // UTF-8 taken for a page of one byte, its undefined bytes dropped or not.
    "Nguyá»…n VÄƒn HĂ¹ng",
    "Äáº·ng VÄƒn Háºu",
    "Tráº§n VÄƒn Háºu",
    "Nguyį»…n VÄn HĆ¹ng",
    "Nguyб»…n VДѓn HГ№ng",
    "Nguyα»…n VΔƒn HΓΉng",
    "Nguyแป…n Vฤn Hรนng",
    "Nguyß╗àn V─ân H├╣ng",
    "Nguyс╗Еn V─Гn H├╣ng",
    "Nguy·ªÖn VƒÉn H√πng",
    "NguyА╩┘n Vд┐n Hц╧ng",
    "Nguyáťn Văn HĂšng",
    "HĂ²a",
    "Cã░ß╗Øng",
    // … for a page of two.
    "Nguy峄卬 V膬n H霉ng",
    "Nguy廙n Vn H羅ng",
    "Nguy盻n Vﾄハ Hﾃｹng",
    "Nguy沼n Vn H첫ng",
    // Windows-1258 shown as Latin-1.
    "NguyêÞn Vãn Hùng",
    "NguyêÞn Ðýìc HoÌa",
    "TrâÌn Minh Ðaòt",
    "TrâÌn Minh Nam",
    "LêÌ Vãn Tâìn",
    "Lyì Vãn Hùng",
    "HôÌ Thi Myò",
    "Phaòm Minh",
    "Lê Hôòi",
    "Lê HiêÌn",
    "TRÂÌN MINH",
    "Vãn HoÌa",
    // TCVN3.
    "NguyÔn V¨n Hïng",
    "§ç §øc Lîi",
    "TrÇn Minh §¹t",
    "Lª H÷u Ph\u{ad}íc",
    "HuÕ",
    "L\u{ad}u",
    // VNI.
    "Nguyeãn Vaên Huøng",
    "Ñoã Ñöùc Lôïi",
    "Ñoã Thò Lan",
    "Traàn Minh",
    "Leâ Minh",
    "Voõ Thaønh",
    "Lyù Minh",
    "Hoà Vaên Saùu",
    "Phuùc",
    "Taán",
    "VAÊN",
    // Other scripts and signs.
    "张伟",
    "Иван",
    "Trần 😀",
    "Müller",
    "Trầǹ",
    "<b>Trần</b>",
    "Nguyễn/Văn",
    "Nguyễn Văn A, Nguyễn Văn B",
    "Nguyễn (A)",
    "Nguyễn_A",
];

fn refused<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    names.into_iter().filter(|name| check_name(name).is_err()).collect()
}

#[test]
fn every_name_that_people_bear_is_a_name() {
    assert!(KINH.split_whitespace().count() > 250);
    let none: [&str; 0] = [];
    assert_eq!(refused(KINH.split_whitespace()), none);
    assert_eq!(refused(OTHERS), none);
    let capitals: Vec<String> = KINH.split_whitespace().chain(OTHERS).map(str::to_uppercase).collect();
    assert_eq!(refused(capitals.iter().map(String::as_str)), none);
}

#[test]
fn every_province_district_and_ward_is_a_residence() {
    let table = include_str!("../../../../tables/units.tsv").lines().filter(|line| !line.starts_with('#'));
    let places: Vec<&str> = table.flat_map(|line| line.split('\t')).collect();
    assert!(places.len() > 13_000);
    let wrong: Vec<_> = places.iter().filter(|place| check_residence(place).is_err()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    for residence in [
        "",
        "Số 12/3A (số cũ: 7 – 9) đường 30/4 & Lê Lợi; tổ 5+6, P. “Cũ”, TP. Hồ Chí Minh…",
        "Buôn Aê, Cư M’gar, Đắk Lắk",
        "Thôn Bhơ Hôồng, Sông Kôn, Đông Giang, Quảng Nam",
        "Ấp An-Thạnh_2 #4 *, Bàu Bàng [cũ], Baù Đồn",
    ] {
        assert_eq!(check_residence(residence), Ok(()), "{residence}");
    }
}

#[test]
fn what_another_encoding_makes_of_a_name_is_none_and_of_a_residence_neither() {
    let taken: Vec<_> = SPOILT.into_iter().filter(|name| check_name(name).is_ok()).collect();
    assert!(taken.is_empty(), "{taken:?}");
    // A residence has signs, and clerks glue words together.
    let fine = ["Nguyễn/Văn", "Nguyễn Văn A, Nguyễn Văn B", "Nguyễn (A)", "Nguyễn_A", "HuÕ", "LêÌ Vãn Tâìn"];
    let spoilt = SPOILT.into_iter().filter(|name| !fine.contains(name));
    let taken: Vec<_> = spoilt.filter(|place| check_residence(place).is_ok()).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn a_residence_alone_shows_the_encoding_too() {
    let spoilt = CCCD.replace("Bình Hiên", "BiÌnh Hiên");
    assert_eq!(read(&spoilt).err(), Some(CardError::ForeignLetters));
    assert_eq!(read(&CCCD.replace("Bình Hiên", "B?nh Hiên")).err(), Some(CardError::LostLetters));
}

#[test]
fn an_eth_and_a_soft_hyphen_are_a_matter_of_looks_only_beside_letters_of_unicode() -> Result<(), CardError> {
    let eth = read(&CCCD.replace("Đà", "Ðà").replace("Thu", "Thu\u{ad}"))?;
    assert_eq!((&*eth.full_name, &*eth.residence), ("Trần Thị Thu Hà", "Bình Hiên, Hải Châu, Đà Nẵng"));
    let alone = |name: &str| read(&format!("048090001234||{name}|14051990|Nam|Nam Sơn|22042021")).err();
    assert_eq!(alone("Ðinh Nam"), None, "beside ơ");
    let latin = |name: &str| read(&format!("048090001234||{name}|14051990|Nam|Hà Nam|22042021")).err();
    assert_eq!(latin("Ðinh Nam"), Some(CardError::ForeignLetters));
    assert_eq!(latin("L\u{ad}u Nam"), Some(CardError::ForeignLetters));
    Ok(())
}
