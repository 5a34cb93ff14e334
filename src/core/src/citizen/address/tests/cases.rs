use super::super::*;
use Expected::{Choose, Converted, Current, Unknown};

/// What an address must become.
pub(super) enum Expected {
    /// Kept, with this commune's code.
    Current(&'static str),
    /// This address, with this commune's code.
    Converted(&'static str, &'static str),
    /// These communes' codes, in this order.
    Choose(&'static [&'static str]),
    /// Kept.
    Unknown,
}

/// Of addresses written nobody knows when.
fn check(table: &[(&str, Expected)]) {
    check_of(Era::Unknown, table);
}

pub(super) fn check_of(era: Era, table: &[(&str, Expected)]) {
    for (text, expected) in table {
        let conversion = convert(text, era);
        let told = (conversion.status, conversion.address.as_str(), conversion.commune_code);
        let codes: Vec<_> = conversion.choices.iter().map(|choice| choice.commune_code).collect();
        match *expected {
            Current(code) => assert_eq!(told, (Status::Current, *text, Some(code)), "{era:?}"),
            Converted(address, code) => {
                assert_eq!(told, (Status::Converted, address, Some(code)), "{text} {era:?}")
            }
            Choose(choices) => {
                assert_eq!(told, (Status::Choose, *text, None));
                assert_eq!(codes, choices, "{text}");
            }
            Unknown => assert_eq!(told, (Status::Unknown, *text, None)),
        }
        assert_eq!(conversion.province_code.is_some(), conversion.commune_code.is_some(), "{text}");
        assert_eq!(codes.is_empty(), conversion.status != Status::Choose, "{text}");
    }
}

/// The data set's own converter gives the same for each of these.
#[test]
fn whole_wards_are_converted_as_the_data_set_converts_them() {
    check_of(
        Era::Before,
        &[
            (
                "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội",
                Converted("Phường Hồng Hà, Thành phố Hà Nội", "00097"),
            ),
            ("Phường Trúc Bạch, Ba Đình, Hà Nội", Converted("Phường Ba Đình, Thành phố Hà Nội", "00004")),
            ("Xã Quảng Phú Cầu, Huyện Ứng Hòa, Hà Nội", Converted("Xã Ứng Thiên, Thành phố Hà Nội", "10369")),
            ("Quảng Phú Cầu, Ứng Hoà, Hà Nội", Converted("Xã Ứng Thiên, Thành phố Hà Nội", "10369")),
            ("Xã Kim Lan, Gia Lâm, Hà Nội", Converted("Xã Bát Tràng, Thành phố Hà Nội", "00577")),
            (
                "Phường 3, Quận 3, Thành phố Hồ Chí Minh",
                Converted("Phường Bàn Cờ, Thành phố Hồ Chí Minh", "27154"),
            ),
            ("P3, Q3, TPHCM", Converted("Phường Bàn Cờ, Thành phố Hồ Chí Minh", "27154")),
            ("F.5, Q.3, TP.HCM", Converted("Phường Bàn Cờ, Thành phố Hồ Chí Minh", "27154")),
            ("P. 01, Q. Phú Nhuận, HCM", Converted("Phường Cầu Kiệu, Thành phố Hồ Chí Minh", "27058")),
            (
                "Phường Thảo Điền, Thành phố Thủ Đức, Thành phố Hồ Chí Minh",
                Converted("Phường An Khánh, Thành phố Hồ Chí Minh", "27094"),
            ),
            (
                "Xã Bình Hưng, Huyện Bình Chánh, TP HCM",
                Converted("Xã Bình Hưng, Thành phố Hồ Chí Minh", "27619"),
            ),
            (
                "Phường 1, Thành phố Vũng Tàu, Bà Rịa - Vũng Tàu",
                Converted("Phường Vũng Tàu, Thành phố Hồ Chí Minh", "26506"),
            ),
            (
                "Phường Phú Cường, Thành phố Thủ Dầu Một, Bình Dương",
                Converted("Phường Thủ Dầu Một, Thành phố Hồ Chí Minh", "25747"),
            ),
            (
                "Phường Vĩnh Điện, TX. Điện Bàn, Quảng Nam",
                Converted("Phường Điện Bàn, Thành phố Đà Nẵng", "20551"),
            ),
            ("Xã Điện Phong, Thị xã Điện Bàn, Quảng Nam", Converted("Xã Gò Nổi, Thành phố Đà Nẵng", "20587")),
            ("Phường Minh An, Hội An, Quảng Nam", Converted("Phường Hội An, Thành phố Đà Nẵng", "20410")),
            (
                "Phường An Mỹ, Thành phố Tam Kỳ, Quảng Nam",
                Converted("Phường Tam Kỳ, Thành phố Đà Nẵng", "20341"),
            ),
            (
                "Thị trấn Núi Thành, Huyện Núi Thành, Quảng Nam",
                Converted("Xã Núi Thành, Thành phố Đà Nẵng", "20965"),
            ),
            (
                "Phường Hải Châu I, Quận Hải Châu, Đà Nẵng",
                Converted("Phường Hải Châu, Thành phố Đà Nẵng", "20242"),
            ),
            ("Hải Châu 2, Hải Châu, Đà Nẵng", Converted("Phường Hải Châu, Thành phố Đà Nẵng", "20242")),
            ("Xã Hòa Tiến, Huyện Hòa Vang, Đà Nẵng", Converted("Xã Hòa Tiến, Thành phố Đà Nẵng", "20332")),
            ("Xã Hoà Phong, H. Hoà Vang, TP Đà Nẵng", Converted("Xã Hòa Vang, Thành phố Đà Nẵng", "20320")),
            ("Huyện Hoàng Sa, Đà Nẵng", Converted("Đặc khu Hoàng Sa, Thành phố Đà Nẵng", "20333")),
            (
                "Phường Vĩnh Ninh, Thành phố Huế, Tỉnh Thừa Thiên Huế",
                Converted("Phường Thuận Hóa, Thành phố Huế", "19789"),
            ),
            (
                "Phường Thuận Hòa, TP Huế, Thừa Thiên Huế",
                Converted("Phường Phú Xuân, Thành phố Huế", "19753"),
            ),
            (
                "Phường Tứ Hạ, Thị xã Hương Trà, Thừa Thiên - Huế",
                Converted("Phường Hương Trà, Thành phố Huế", "19996"),
            ),
            ("Phường Lộc Thọ, Nha Trang, Khánh Hòa", Converted("Phường Nha Trang, Tỉnh Khánh Hòa", "22366")),
            (
                "Phường Mỹ Hương, TP Phan Rang - Tháp Chàm, Ninh Thuận",
                Converted("Phường Phan Rang, Tỉnh Khánh Hòa", "22759"),
            ),
            (
                "Phường 1, Thành phố Đà Lạt, Lâm Đồng",
                Converted("Phường Xuân Hương - Đà Lạt, Tỉnh Lâm Đồng", "24781"),
            ),
            (
                "Thị trấn Đinh Văn, Huyện Lâm Hà, Lâm Đồng",
                Converted("Xã Đinh Văn Lâm Hà, Tỉnh Lâm Đồng", "24871"),
            ),
            ("Phường Ea Tam, TP Buôn Ma Thuột, Đắk Lắk", Converted("Phường Ea Kao, Tỉnh Đắk Lắk", "24169")),
            ("Xã Ea H'leo, Huyện Ea H'leo, Đắk Lắk", Converted("Xã Ea H'Leo, Tỉnh Đắk Lắk", "24184")),
            ("Phường Hoa Lư, Thành phố Pleiku, Gia Lai", Converted("Phường Pleiku, Tỉnh Gia Lai", "23575")),
            (
                "Phường Quyết Thắng, TP Kon Tum, Kon Tum",
                Converted("Phường Kon Tum, Tỉnh Quảng Ngãi", "23293"),
            ),
            (
                "Phường Lê Lợi, Thành phố Quy Nhơn, Bình Định",
                Converted("Phường Quy Nhơn, Tỉnh Gia Lai", "21583"),
            ),
            (
                "Phường Lê Lợi, Thành phố Qui Nhơn, Bình Định",
                Converted("Phường Quy Nhơn, Tỉnh Gia Lai", "21583"),
            ),
            (
                "Phường Hưng Dũng, Thành phố Vinh, Nghệ An",
                Converted("Phường Trường Vinh, Tỉnh Nghệ An", "16690"),
            ),
            ("Phường Nghi Hương, Thị xã Cửa Lò, Nghệ An", Converted("Phường Cửa Lò, Tỉnh Nghệ An", "16732")),
            ("Phường Kỳ Liên, Thị xã Kỳ Anh, Hà Tĩnh", Converted("Phường Hoành Sơn, Tỉnh Hà Tĩnh", "18832")),
            ("Xã Kỳ Xuân, Huyện Kỳ Anh, Hà Tĩnh", Converted("Xã Kỳ Xuân, Tỉnh Hà Tĩnh", "18766")),
            ("Kỳ Xuân, Kỳ Anh, Hà Tĩnh", Converted("Xã Kỳ Xuân, Tỉnh Hà Tĩnh", "18766")),
            (
                "Phường Đông Hải, TP Thanh Hóa, Thanh Hóa",
                Converted("Phường Hạc Thành, Tỉnh Thanh Hóa", "14797"),
            ),
            (
                "Thị trấn Rừng Thông, Huyện Đông Sơn, Thanh Hoá",
                Converted("Phường Đông Sơn, Tỉnh Thanh Hóa", "16378"),
            ),
            (
                "Phường Hạ Long, Thành phố Nam Định, Nam Định",
                Converted("Phường Nam Định, Tỉnh Ninh Bình", "13669"),
            ),
            (
                "Phường Đông Thành, Thành phố Ninh Bình, Ninh Bình",
                Converted("Phường Hoa Lư, Tỉnh Ninh Bình", "14329"),
            ),
            (
                "Phường Nguyễn Trãi, Thành phố Hải Dương, Hải Dương",
                Converted("Phường Thành Đông, Thành phố Hải Phòng", "10507"),
            ),
            (
                "Phường Sở Dầu, Quận Hồng Bàng, Hải Phòng",
                Converted("Phường Hồng Bàng, Thành phố Hải Phòng", "11311"),
            ),
            (
                "Xã Thống Nhất, Huyện Hoành Bồ, Quảng Ninh",
                Converted("Xã Thống Nhất, Tỉnh Quảng Ninh", "07060"),
            ),
            (
                "Phường Bạch Đằng, TP Hạ Long, Quảng Ninh",
                Converted("Phường Hồng Gai, Tỉnh Quảng Ninh", "06685"),
            ),
            ("Nội Duệ, Tiên Du, Bắc Ninh", Converted("Xã Tiên Du, Tỉnh Bắc Ninh", "09319")),
            (
                "Phường Trần Phú, Thành phố Bắc Giang, Bắc Giang",
                Converted("Phường Bắc Giang, Tỉnh Bắc Ninh", "07210"),
            ),
            (
                "Phường Minh Xuân, TP Tuyên Quang, Tuyên Quang",
                Converted("Phường Minh Xuân, Tỉnh Tuyên Quang", "02215"),
            ),
            (
                "Phường Nguyễn Trãi, TP Hà Giang, Hà Giang",
                Converted("Phường Hà Giang 1, Tỉnh Tuyên Quang", "00694"),
            ),
            ("Phường Sa Pả, Thị xã Sa Pa, Lào Cai", Converted("Phường Sa Pa, Tỉnh Lào Cai", "03006")),
            ("Phường Phan Si Păng, Sa Pa, Lào Cai", Converted("Phường Sa Pa, Tỉnh Lào Cai", "03006")),
            (
                "Phường Noong Bua, Thành phố Điện Biên Phủ, Điện Biên",
                Converted("Phường Mường Thanh, Tỉnh Điện Biên", "03334"),
            ),
            ("Phường Chiềng Lề, Thành phố Sơn La, Sơn La", Converted("Phường Tô Hiệu, Tỉnh Sơn La", "03646")),
            (
                "Phường Phương Lâm, Thành phố Hòa Bình, Hòa Bình",
                Converted("Phường Hòa Bình, Tỉnh Phú Thọ", "04795"),
            ),
            ("Phường Gia Cẩm, TP Việt Trì, Phú Thọ", Converted("Phường Việt Trì, Tỉnh Phú Thọ", "07900")),
            (
                "Phường 5, Thành phố Mỹ Tho, Tiền Giang",
                Converted("Phường Đạo Thạnh, Tỉnh Đồng Tháp", "28249"),
            ),
            ("Xã Mỹ Hạnh Đông, Thị xã Cai Lậy, Tiền Giang", Converted("Xã Tân Phú, Tỉnh Đồng Tháp", "28468")),
            (
                "Phường An Khánh, Quận Ninh Kiều, Cần Thơ",
                Converted("Phường Tân An, Thành phố Cần Thơ", "31147"),
            ),
            (
                "Phường III, Thành phố Vị Thanh, Hậu Giang",
                Converted("Phường Vị Thanh, Thành phố Cần Thơ", "31321"),
            ),
            ("Phường 3, TP Vị Thanh, Hậu Giang", Converted("Phường Vị Thanh, Thành phố Cần Thơ", "31321")),
            (
                "Phường Dương Đông, Thành phố Phú Quốc, Kiên Giang",
                Converted("Đặc khu Phú Quốc, Tỉnh An Giang", "31078"),
            ),
            (
                "TT. Dương Đông, H. Phú Quốc, Kiên Giang",
                Converted("Đặc khu Phú Quốc, Tỉnh An Giang", "31078"),
            ),
            (
                "Huyện Côn Đảo, Bà Rịa - Vũng Tàu",
                Converted("Đặc khu Côn Đảo, Thành phố Hồ Chí Minh", "26732"),
            ),
        ],
    );
}

/// The data set's converter takes one of the communes for granted.
#[test]
fn divided_wards_are_asked_about() {
    check(&[
        ("Số 8, Phường Tràng Tiền, Quận Hoàn Kiếm, Hà Nội", Choose(&["00082", "00070"])),
        ("Thị trấn Trâu Quỳ, Huyện Gia Lâm, Hà Nội", Choose(&["00565", "00577"])),
        ("phuong cong vi, quan ba dinh, ha noi", Choose(&["00008", "00025"])),
        ("Phường 15, Tân Bình, Hồ Chí Minh", Choose(&["27007", "27004"])),
        ("59 nguyễn sỹ sách , p15, tan binh, hcm", Choose(&["27007", "27004"])),
        ("15, tan binh, hcm", Choose(&["27007", "27004"])),
        ("Phường Linh Tây, Quận Thủ Đức, TP.HCM", Choose(&["26824", "26800"])),
        ("Phường 7, TP Cà Mau, Cà Mau", Choose(&["32041", "32025"])),
    ]);
}

#[test]
fn a_choice_is_a_whole_address() {
    let conversion = convert("59 nguyễn sỹ sách , p15, tan binh, hcm", Era::Unknown);
    let first = &conversion.choices[0];
    assert_eq!(first.address, "59 nguyễn sỹ sách, Phường Tân Sơn, Thành phố Hồ Chí Minh");
    assert_eq!((first.commune_code, first.province_code), ("27007", "79"));
}

/// The data set's converter loses the commune of these, and the street with it.
#[test]
fn present_addresses_stay_as_written() {
    let table = [
        ("Khối phố 3, Phường Điện Bàn, Đà Nẵng", Current("20551")),
        ("Khối phố 3, Điện Bàn, Đà Nẵng", Current("20551")),
        ("Điện Bàn, Đà Nẵng", Current("20551")),
        ("p. dien ban, tp da nang", Current("20551")),
        ("Phường Sài Gòn, Thành phố Hồ Chí Minh", Current("26740")),
        ("12/3 Lê Lợi, P.Sài Gòn, TPHCM", Current("26740")),
        ("Thôn Đông, Xã Đan Phượng, Hà Nội, Việt Nam", Current("09784")),
        ("Đặc khu Lý Sơn, Tỉnh Quảng Ngãi", Current("21548")),
        ("Lý Sơn, Quảng Ngãi", Current("21548")),
        ("Phường Hải Châu, số 12 Trần Phú, Đà Nẵng", Current("20242")),
        ("Phường Xuân Hương - Đà Lạt, Tỉnh Lâm Đồng", Current("24781")),
        ("Số 1 - Phường Xuân Hương - Đà Lạt - Lâm Đồng", Current("24781")),
    ];
    check_of(Era::After, &table);
    check(&table);
}

#[test]
fn the_detail_is_kept_as_written() {
    check_of(
        Era::Before,
        &[
            (
                "Khối phố 3, Vĩnh Điện, Điện Bàn, Quảng Nam",
                Converted("Khối phố 3, Phường Điện Bàn, Thành phố Đà Nẵng", "20551"),
            ),
            (
                "131/9/2 đường Nguyễn Huệ,  Tổ 5, Trần Phú, TP. Quảng Ngãi, Quảng Ngãi",
                Converted("131/9/2 đường Nguyễn Huệ,  Tổ 5, Phường Nghĩa Lộ, Tỉnh Quảng Ngãi", "21028"),
            ),
            (
                "KP3, đường Lê Lợi 12, P. Bến Nghé, Q.1, TP.HCM",
                Converted("KP3, đường Lê Lợi 12, Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740"),
            ),
            (
                "12 Lê Lợi P. Bến Nghé Q.1 TP.HCM",
                Converted("12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740"),
            ),
            (
                "P. Bến Nghé, 12 Lê Lợi, Q1, TPHCM",
                Converted("12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740"),
            ),
            (
                "56 đường 3/2, Kv6, An Khánh, Ninh Kiều, Cần Thơ",
                Converted("56 đường 3/2, Kv6, Phường Tân An, Thành phố Cần Thơ", "31147"),
            ),
            (
                "12-14 Trần Hưng Đạo - P.5 - Q.5 - TP.HCM",
                Converted("12-14 Trần Hưng Đạo, Phường An Đông, Thành phố Hồ Chí Minh", "27316"),
            ),
            (
                "TP.HCM, Quận 1, Phường Bến Nghé, 12 Lê Lợi",
                Converted("12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740"),
            ),
            ("An Vĩnh, Lý Sơn, Quảng Ngãi", Converted("An Vĩnh, Đặc khu Lý Sơn, Tỉnh Quảng Ngãi", "21548")),
        ],
    );
}

#[test]
fn kinds_are_understood_however_they_are_written() {
    let saigon = || Converted("Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740");
    check(&[
        ("Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh", saigon()),
        ("P.Bến Nghé,Q1,TPHCM", saigon()),
        ("F. Bến Nghé; Q. 01; T.P HCM", saigon()),
        ("BẾN NGHÉ, QUẬN 1, THÀNH PHỐ HỒ CHÍ MINH", saigon()),
        ("ben nghe, q1, hcm", saigon()),
        ("Phường Bến Nghé Quận 1 Thành phố Hồ Chí Minh", saigon()),
        ("Phường Bến Nghé, Quận 1", saigon()),
        ("Phường Sài Gòn, Quận 1, TP.HCM", saigon()),
        ("TT. Hóc Môn, H. Hóc Môn, TPHCM", Converted("Xã Hóc Môn, Thành phố Hồ Chí Minh", "27559")),
        ("P. Bến Thành, Q.1, TP. Hồ Chí Minh", Converted("Phường Bến Thành, Thành phố Hồ Chí Minh", "26743")),
        ("Vĩnh Điện - TX Điện Bàn - Quảng Nam", Converted("Phường Điện Bàn, Thành phố Đà Nẵng", "20551")),
        (
            "P1 - TP Vũng Tàu - Bà Rịa - Vũng Tàu",
            Converted("Phường Vũng Tàu, Thành phố Hồ Chí Minh", "26506"),
        ),
        ("Xã Ia Băng, Huyện Chư Prông, Gia Lai", Converted("Xã Ia Tôr, Tỉnh Gia Lai", "23908")),
        ("TT NT Trần Phú, H. Văn Chấn, Yên Bái", Converted("Xã Thượng Bằng La, Tỉnh Lào Cai", "04705")),
        ("Thị trấn N.T Phong Hải, Bảo Thắng, Lào Cai", Converted("Xã Phong Hải, Tỉnh Lào Cai", "02902")),
    ]);
}

#[test]
fn names_of_before_are_known() {
    check(&[
        (
            "Phường Hải Châu I, Quận Hải Châu, Đà Nẵng",
            Converted("Phường Hải Châu, Thành phố Đà Nẵng", "20242"),
        ),
        ("Hải Châu 2, Hải Châu, Đà Nẵng", Converted("Phường Hải Châu, Thành phố Đà Nẵng", "20242")),
        ("Phường 12, Quận 5, TP.HCM", Converted("Phường Chợ Lớn, Thành phố Hồ Chí Minh", "27343")),
        ("Phường 15, Quận 5, TP.HCM", Converted("Phường Chợ Lớn, Thành phố Hồ Chí Minh", "27343")),
        ("Phú Cường, Thủ Dầu Một, TP.HCM", Converted("Phường Thủ Dầu Một, Thành phố Hồ Chí Minh", "25747")),
        ("Phường Phú Hội, TP Huế, Thừa Thiên - Huế", Converted("Phường Thuận Hóa, Thành phố Huế", "19789")),
        ("Phường Trần Phú, TP Hà Giang", Converted("Phường Hà Giang 2, Tỉnh Tuyên Quang", "00691")),
        ("Phường Vĩnh Điện, Quảng Nam", Converted("Phường Điện Bàn, Thành phố Đà Nẵng", "20551")),
        ("Phường Điện Bàn, Quảng Nam", Converted("Phường Điện Bàn, Thành phố Đà Nẵng", "20551")),
    ]);
}

#[test]
fn the_level_of_a_name_is_told_by_what_stands_beside_it() {
    check(&[
        ("Điện Bàn, Quảng Nam", Unknown),
        ("Thị xã Điện Bàn, Quảng Nam", Unknown),
        ("Núi Thành, Quảng Nam", Unknown),
        ("Quận Hải Châu, Đà Nẵng", Unknown),
        ("Thị trấn Mỹ Thọ, Huyện Cao Lãnh, Đồng Tháp", Converted("Xã Mỹ Thọ, Tỉnh Đồng Tháp", "30076")),
        (
            "Phường An Thạnh, Thị xã Hồng Ngự, Đồng Tháp",
            Converted("Phường Hồng Ngự, Tỉnh Đồng Tháp", "29955"),
        ),
        ("Phường Sa Pa, Thị xã Sa Pa, Lào Cai", Converted("Phường Sa Pa, Tỉnh Lào Cai", "03006")),
        ("Thị trấn Thạch Hà, Huyện Thạch Hà, Hà Tĩnh", Converted("Xã Thạch Hà, Tỉnh Hà Tĩnh", "18562")),
        ("Phường Thạch Hạ, Huyện Thạch Hà, Hà Tĩnh", Converted("Phường Trần Phú, Tỉnh Hà Tĩnh", "18100")),
    ]);
}

#[test]
fn what_is_not_certain_is_not_decided_here() {
    check(&[
        ("Xã Ba Tơ, Huyện Ba Tơ, Quảng Ngãi", Choose(&["21484", "21523"])),
        ("Ba To, Ba To, Quang Ngai", Choose(&["21484", "21523"])),
        ("Dong Tien, Thanh Hoa", Choose(&["15853", "15724"])),
        ("Xã Tân Lâpp, Đan Phượng, Hà Nội", Unknown),
        ("Tân Lâpp, Đan Phượng, Hà Nội", Unknown),
        ("Tân Hội, Tân Lâpp, Đan Phượng, Hà Nội", Unknown),
        ("Phường Điên Bàn, Đà Nẵng", Unknown),
        ("TX. Điện Bàn, Phường Vĩnh Điện, Quảng Nam", Unknown),
        ("Xã Hải Châu, Đà Nẵng", Unknown),
        ("Thị trấn Điện Bàn, Đà Nẵng", Unknown),
    ]);
}

#[test]
fn anything_else_is_kept() {
    let long = "Phường Bến Nghé, Quận 1, TP.HCM, ".repeat(40);
    let noise = "\u{300}\u{0}|🏠".repeat(20);
    check(&[
        ("", Unknown),
        (" , ; - ", Unknown),
        ("Hà Nội", Unknown),
        ("Quận 1", Unknown),
        ("12 Lê Lợi", Unknown),
        ("Phường, Quận, Thành phố", Unknown),
        ("Sao Hỏa, Hệ Mặt Trời", Unknown),
        ("Dia chi", Unknown),
        ("Springfield, Illinois, USA", Unknown),
        (&long, Unknown),
        (&noise, Unknown),
    ]);
}

#[test]
fn nothing_personal_is_printed() {
    let mut conversion = convert("59 nguyễn sỹ sách, p15, tan binh, hcm", Era::Unknown);
    assert_eq!(
        format!("{conversion:?} {:?}", conversion.choices),
        "Choose [personal] [[personal], [personal]]"
    );
    conversion.zeroize();
    assert!(conversion.address.is_empty() && conversion.choices.is_empty());
}
