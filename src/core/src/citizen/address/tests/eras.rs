//! What an address says depends on when it was written, and what is not known is never decided.

use super::cases::Expected::{self, Choose, Converted, Current, Unknown};
use super::cases::check_of;
use super::*;
use crate::citizen::address::kind::Kind;
use crate::citizen::address::table::FormerProvince;

/// Names that nothing has, a hamlet's and a misspelt ward's: the second must stop everything.
const NOBODY: [&str; 2] = ["Xuýt Xoa", "Xã Xuýt Xoa"];

fn same_name(one: &str, other: &str) -> bool {
    let letters = |name| ascii(name).replace([' ', '-', '\'', '’'], "").to_lowercase();
    letters(one) == letters(other)
}

/// The communes of today that are called like the district, and what an island became.
fn like_district(province: &FormerProvince, name: &str) -> BTreeSet<&'static str> {
    let communes = table().successor(province).communes.iter();
    communes.filter(|commune| same_name(commune.name.text, name)).map(|commune| commune.code).collect()
}

#[test]
fn behind_an_unknown_word_no_district_becomes_a_commune() {
    for province in &table().former {
        for district in &province.districts {
            let allowed: BTreeSet<_> =
                like_district(province, district.names[0].text).into_iter().chain(district.whole).collect();
            let above = &province.names[0];
            let written = [
                format!("{}, {}", district.names[0].full(), above.full()),
                format!("{}, {}", district.names[0].text, above.text),
                ascii(&format!("{}, {}", district.names[0].text, above.text)),
                district.names[0].full(),
                district.names[0].text.to_owned(),
            ];
            for (text, era) in written.iter().flat_map(|text| ERAS.map(|era| (text, era))) {
                let [hamlet, ward] = NOBODY.map(|word| convert(&format!("{word}, {text}"), era));
                assert_eq!(ward.status, Status::Unknown, "{text} {era:?}");
                assert!(codes(&hamlet).is_subset(&allowed), "{text} {era:?}: {:?}", codes(&hamlet));
                let island = district.whole.is_some();
                assert!(island || hamlet.status != Status::Converted, "{text} {era:?}");
                let open = era == Era::After || island || !province.current || hamlet.commune_code.is_none();
                assert!(open, "{text} {era:?}: {:?}", codes(&hamlet));
            }
        }
    }
}

#[test]
fn behind_an_unknown_word_a_commune_is_itself_or_nothing() {
    for province in &table().provinces {
        for commune in &province.communes {
            let written = [
                format!("{}, {}", commune.name.full(), province.name.full()),
                format!("{}, {}", commune.name.text, province.name.text),
                ascii(&format!("{}, {}", commune.name.text, province.name.text)),
            ];
            for (text, era) in written.iter().flat_map(|text| ERAS.map(|era| (text, era))) {
                let [hamlet, ward] = NOBODY.map(|word| convert(&format!("{word}, {text}"), era));
                assert_eq!(ward.status, Status::Unknown, "{text} {era:?}");
                let found = codes(&hamlet);
                assert!(found.is_empty() || found.contains(commune.code), "{text} {era:?}: {found:?}");
                let island = commune.name.kind == Some(Kind::SpecialZone);
                assert!(island || hamlet.status != Status::Converted, "{text} {era:?}");
                assert!(era != Era::After || !found.is_empty(), "{text}");
            }
        }
    }
}

fn in_every_era(table: &[(&str, Expected)]) {
    ERAS.iter().for_each(|era| check_of(*era, table));
}

#[test]
fn a_province_at_the_end_is_no_district_elsewhere() {
    let unknown = [
        ("Thanh Hóa, Thanh Hóa", Unknown),
        ("Số 12 Lê Lai, Thanh Hóa, Thanh Hóa", Unknown),
        ("Phường Nam Ngạnn, Thanh Hóa, Thanh Hóa", Unknown),
        ("P. Hữu Nghj, Hòa Bình, Hòa Bình", Unknown),
        ("Xã Thạch Xuyên, Thạch Hà, Hà Tĩnh", Unknown),
        ("Xã Cổ Nhuế, Từ Liêm, Hà Nội", Unknown),
        ("Phường Hải Châu, Quảng Nam", Unknown),
    ];
    in_every_era(&unknown);
    let hamlets = [
        ("Trung tâm, Lào Cai, Lào Cai", "02647"),
        ("Than Muội, Chi Lăng, Lạng Sơn", "06463"),
        ("An Cựu City, Thuận Hóa, Huế", "19789"),
        ("Hưng Lợi Phú, Đông Sơn, Thanh Hóa", "16378"),
        ("12 Cộng Hòa, Tân Bình, TP.HCM", "27004"),
        ("Số 12 đường Trưng Nữ Vương, Hải Châu, Đà Nẵng", "20242"),
    ];
    for (text, code) in hamlets {
        check_of(Era::Before, &[(text, Unknown)]);
        check_of(Era::Unknown, &[(text, Unknown)]);
        check_of(Era::After, &[(text, Current(code))]);
    }
}

#[test]
fn a_district_of_before_in_a_province_of_today_may_be_a_commune_of_today() {
    static MIXED: [(&str, [&str; 2]); 4] = [
        ("Đoàn Kết, Yên Thủy, Phú Thọ", ["05353", "05386"]),
        ("Tân Phú, Đức Hòa, Tây Ninh", ["27937", "27952"]),
        ("Tân Lập, Lạc Sơn, Phú Thọ", ["05266", "05287"]),
        ("Hòa Bình, Kiến Xương, Hưng Yên", ["13075", "13132"]),
    ];
    for (text, codes) in &MIXED {
        check_of(Era::Unknown, &[(text, Choose(codes))]);
        check_of(Era::Before, &[(text, Choose(codes))]);
        check_of(Era::After, &[(text, Current(codes[0]))]);
    }
    let hamlet = &convert(MIXED[0].0, Era::Unknown).choices[0];
    assert_eq!(hamlet.address, "Đoàn Kết, Xã Yên Thủy, Tỉnh Phú Thọ");
}

#[test]
fn the_day_decides_between_a_ward_and_a_hamlet() {
    let day = |month, day| Era::of_card(date(2025, month, day));
    assert_eq!([day(6, 30), day(7, 1)], [Era::Before, Era::After]);
    let ward = "Kỳ Xuân, Kỳ Anh, Hà Tĩnh";
    check_of(Era::Before, &[(ward, Converted("Xã Kỳ Xuân, Tỉnh Hà Tĩnh", "18766"))]);
    check_of(Era::After, &[(ward, Choose(&["18775", "18766"]))]);
    check_of(Era::Unknown, &[(ward, Converted("Xã Kỳ Xuân, Tỉnh Hà Tĩnh", "18766"))]);
    let divided = "Tân Lập, Đan Phượng, Hà Nội";
    check_of(Era::Before, &[(divided, Choose(&["09832", "09817"]))]);
    check_of(Era::After, &[(divided, Choose(&["09784", "09832", "09817"]))]);
    check_of(Era::Unknown, &[(divided, Choose(&["09832", "09817"]))]);
    check_of(Era::Unknown, &[("Tân Lập, Xã Đan Phượng, Hà Nội", Current("09784"))]);
    let alone = "Hà Huy Tập, Hà Tĩnh";
    check_of(Era::Before, &[(alone, Choose(&["18073", "18652"]))]);
    check_of(Era::After, &[(alone, Current("18652"))]);
    check_of(Era::Unknown, &[(alone, Choose(&["18652", "18073"]))]);
}

#[test]
fn another_name_under_the_same_letters_is_asked_about() {
    in_every_era(&[
        ("Phường Thuận Hóa, TP Huế, Thừa Thiên Huế", Choose(&["19789", "19753"])),
        ("phuong thuan hoa, tp hue, thua thien hue", Choose(&["19753", "19789"])),
        ("Phường Thuận Hòa, TP Huế, Thừa Thiên Huế", Converted("Phường Phú Xuân, Thành phố Huế", "19753")),
        ("Xã Sơn Hà, Huyện Sơn Hà, Tỉnh Quảng Ngãi", Choose(&["21289", "21292"])),
        ("Xã Nghĩa Hưng, Huyện Nghĩa Hưng, Nam Định", Choose(&["13891", "13957"])),
        ("Xã Cẩm Giàng, Huyện Cẩm Giàng, Hải Dương", Choose(&["10903", "10888"])),
        ("Phường Đăk Bla, TP Kon Tum", Choose(&["23302", "23332"])),
    ]);
    let half = "Số 5 Lê Lợi, Xa Thanh An, Thanh pho Ho Chi Minh";
    check_of(Era::Before, &[(half, Choose(&["27676", "25807"]))]);
    check_of(Era::After, &[(half, Choose(&["25807", "27676"]))]);
    check_of(Era::Unknown, &[("Xã Thanh An, Thành phố Hồ Chí Minh", Current("25807"))]);
}

#[test]
fn a_slip_in_a_name_is_looked_at_by_the_citizen() {
    let table =
        [("Hương ân, Hương Trà, Thừa Thiên Huế", "19804"), ("Tăn Hòa, Gò Công Đông, Tiền Giang", "28702")];
    for (text, code) in table {
        for era in ERAS {
            let conversion = convert(text, era);
            assert_eq!(conversion.status, Status::Choose, "{text} {era:?}");
            assert!(codes(&conversion).contains(code), "{text} {era:?}");
        }
    }
}

#[test]
fn a_commune_is_not_left_in_the_detail_but_a_room_or_a_road_is() {
    in_every_era(&[
        (
            "P.1204, Phường Bến Nghé, Quận 1, TP.HCM",
            Converted("P.1204, Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740"),
        ),
        (
            "Xa lộ Hà Nội, P. Thảo Điền, TP Thủ Đức, TP.HCM",
            Converted("Xa lộ Hà Nội, Phường An Khánh, Thành phố Hồ Chí Minh", "27094"),
        ),
        (
            "TT Bách Khoa, Phường Bách Khoa, Hai Bà Trưng, Hà Nội",
            Converted("TT Bách Khoa, Phường Bạch Mai, Thành phố Hà Nội", "00292"),
        ),
        ("Xã Tân Lập, Thôn 3, Xã Đan Phượng, Hà Nội", Unknown),
    ]);
}

#[test]
fn names_in_common_use_and_postcodes_are_known() {
    let saigon = || Converted("Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740");
    in_every_era(&[
        ("Phường Bến Nghé, Quận 1, Sài Gòn", saigon()),
        ("Phường Bến Nghé, Quận 1, TP.HCM 700000", saigon()),
        ("Phường Bến Nghé, Quận 1, TP.HCM, 70000, Việt Nam", saigon()),
        ("P. Bến Nghé, Q.1, TP.HCM, Việt Nam 700000", saigon()),
        ("12 Lê Lợi, 700000", Unknown),
        ("Phường Ea Tam, TP. Buôn Mê Thuột, Đắk Lắk", Converted("Phường Ea Kao, Tỉnh Đắk Lắk", "24169")),
        ("TP. Buôn Mê Thuột", Unknown),
        ("ĐK Phú Quốc, An Giang", Current("31078")),
        ("P1, TP Vũng Tàu, BR - VT", Converted("Phường Vũng Tàu, Thành phố Hồ Chí Minh", "26506")),
        ("P1 - TP Vũng Tàu - BR - VT", Converted("Phường Vũng Tàu, Thành phố Hồ Chí Minh", "26506")),
    ]);
}

#[test]
fn a_name_with_a_dash_is_found_without_commas() {
    let text = "Phường Văn Miếu - Quốc Tử Giám Thành phố Hà Nội";
    check_of(Era::Unknown, &[(text, Current("00226"))]);
    check_of(Era::After, &[(text, Current("00226"))]);
    check_of(Era::Before, &[(text, Choose(&["00226", "00190"]))]);
}

#[test]
fn the_residence_on_a_card_is_read_as_of_its_issue() {
    let today = date(2026, 11, 23);
    let now = |issued: &str| {
        let payload = format!("048099000001||Trần Văn Nam|09031999|Nam|Kỳ Xuân, Kỳ Anh, Hà Tĩnh|{issued}");
        let citizen = crate::citizen::parse(payload.as_bytes(), today).unwrap();
        crate::citizen::Identity::of_card(citizen).residence_now().map(str::to_owned)
    };
    assert_eq!(now("30062025").as_deref(), Some("Xã Kỳ Xuân, Tỉnh Hà Tĩnh"));
    assert_eq!(now("01072025"), None);
}
