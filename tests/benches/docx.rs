//! A Word document like CT01, filled, for LibreOffice to convert: as clerks have it today.

use std::io::Write;

use flate2::Crc;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
/// A4 with the margins of the form, in twentieths of a point.
const FOOT: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="567" w:left="1701" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
const BORDERS: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>"#;
const PAGE_BREAK: &str = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;

/// CT01 of one citizen on the first page; `notes` on the second, a paragraph a line.
pub fn form(notes: &str) -> Vec<u8> {
    let page = [head(), person(), household(), signatures(), PAGE_BREAK.to_owned()].concat();
    let notes: String = notes.lines().map(|line| paragraph(line, "", 22)).collect();
    let document = [HEAD, &page, &notes, FOOT].concat();
    zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)])
}

fn head() -> String {
    let lines = [
        "Mẫu CT01 ban hành kèm theo Thông tư số 116/2026/TT-BCA",
        "ngày 29 tháng 6 năm 2026 của Bộ trưởng Bộ Công an",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
    ];
    let lines = lines.map(|line| paragraph(line, r#"<w:jc w:val="center"/>"#, 26));
    lines.concat() + &field("Kính gửi", "Công an phường Hải Hòa")
}

fn person() -> String {
    [
        field("1. Họ, chữ đệm và tên khai sinh", "Trần Thị Thu Hà"),
        field("2. Ngày, tháng, năm sinh", "14/05/1960    3. Giới tính: Nữ"),
        boxes("4. Số định danh cá nhân", "048160001234"),
        field("5. Số điện thoại liên hệ", "0905123456    6. Email: "),
        field("7. Họ, chữ đệm và tên chủ hộ", "Trần Thị Thu Hà    8. Mối quan hệ với chủ hộ: Chủ hộ"),
        boxes("9. Số định danh cá nhân của chủ hộ", "048160001234"),
        field(
            "10. Nội dung đề nghị",
            "Xác nhận thông tin về cư trú: thường trú tại số 12 đường Trưng Nữ Vương, Phường Hải Châu, \
             Thành phố Đà Nẵng",
        ),
    ]
    .concat()
}

fn household() -> String {
    let names =
        ["TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh cá nhân", "Quan hệ"];
    let rows = [names, [""; 6], [""; 6], [""; 6], [""; 6]].map(|row| row.map(str::to_owned).to_vec());
    paragraph("11. Những thành viên trong hộ gia đình cùng thay đổi:", "", 26)
        + &table(BORDERS, &[500, 3000, 1300, 800, 1800, 1700], &rows)
}

fn signatures() -> String {
    let titles = [
        "Ý KIẾN CỦA CHỦ HỘ",
        "Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP",
        "Ý KIẾN CỦA CHA HOẶC MẸ HOẶC NGƯỜI GIÁM HỘ",
        "NGƯỜI KÊ KHAI",
    ];
    let day = ["", "", "", "Phường Hải Hòa, ngày 23 tháng 11 năm 2026"];
    let rows = [day, titles, [""; 4], [""; 4]].map(|row| row.map(str::to_owned).to_vec());
    table("", &[2200, 2300, 2300, 2300], &rows)
}

/// A label, its value, and dots up to the margin.
fn field(label: &str, value: &str) -> String {
    let dots = r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>"#;
    let run = run(&format!("{label}: {value}"), 26);
    format!("<w:p><w:pPr>{dots}</w:pPr>{run}<w:r><w:tab/></w:r></w:p>")
}

/// A label and a box for each digit.
fn boxes(label: &str, digits: &str) -> String {
    let digits: Vec<String> = digits.chars().map(String::from).collect();
    paragraph(label, "", 26) + &table(BORDERS, &vec![400; digits.len()], &[digits])
}

fn paragraph(text: &str, properties: &str, half_points: u32) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run(text, half_points))
}

fn run(text: &str, half_points: u32) -> String {
    // A form feed, which ends a page of a PDF's text, has no place in XML.
    let text = text.replace('\u{c}', "").replace('&', "&amp;").replace('<', "&lt;");
    format!(
        r#"<w:r><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
    )
}

fn table(borders: &str, widths: &[u32], rows: &[Vec<String>]) -> String {
    let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let cell = |(text, width): (&String, &u32)| {
        let inside = paragraph(text, "", 24);
        format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>"#)
    };
    let row =
        |row: &Vec<String>| format!("<w:tr>{}</w:tr>", row.iter().zip(widths).map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
}

/// A ZIP file (APPNOTE.TXT 6.3) of these files, stored as they are: LibreOffice packs nothing either to read them.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let at = u32::try_from(bytes.len()).unwrap();
        let about = about(name, text);
        bytes.extend([b"PK\x03\x04".as_slice(), &about, name.as_bytes(), text.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00".as_slice(), &about, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size(&directory), &size(&bytes), &[0; 2]]
        .concat();
    bytes.write_all(&[directory, end].concat()).unwrap();
    bytes
}

/// What both headers of a stored file say of it: version, flags (UTF-8 names), method, time, check value, sizes,
/// lengths of its name and of nothing else.
fn about(name: &str, text: &str) -> Vec<u8> {
    let mut check = Crc::new();
    check.update(text.as_bytes());
    let size = u32::try_from(text.len()).unwrap().to_le_bytes();
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    let head = [0x14, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
    [head.as_slice(), &check.sum().to_le_bytes(), &size, &size, &length, &[0, 0]].concat()
}
