//! What stands on the paper.

use serde_json::json;

use super::*;

/// Every string in the data that is printed as it is.
fn printed_values(data: &Value) -> Vec<&str> {
    let top = [
        "agency",
        "full_name",
        "sex",
        "id_number",
        "phone",
        "email",
        "householder_name",
        "householder_id",
        "relation",
        "request",
    ];
    let member = ["full_name", "sex", "id_number", "relation"];
    let mut values: Vec<_> = top.iter().map(|key| data[key].as_str().unwrap()).collect();
    for row in data["members"].as_array().unwrap() {
        values.extend(member.iter().map(|key| row[key].as_str().unwrap()));
    }
    values
}

#[test]
fn every_value_stands_in_the_text() {
    for data in [filled(), longest()] {
        let text = squeezed(&text(&ct01(&data)));
        for value in printed_values(&data) {
            assert!(text.contains(&squeezed(value)), "{value} not in {text}");
        }
    }
}

#[test]
fn a_number_in_boxes_is_found_as_one_word() {
    let text = text(&ct01(&filled()));
    for number in ["079160012345", "079058054321"] {
        let found = text.split_whitespace().any(|word| word == number);
        assert!(found, "{number} not in {text}");
    }
}

#[test]
fn form_and_notes_take_a_page_each() {
    for data in [filled(), blank()] {
        let pages = page_texts(&ct01(&data).pdf);
        assert_eq!(pages.len(), 2);
        assert!(pages[0].contains("NGƯỜI KÊ KHAI"), "{}", pages[0]);
        assert!(pages[1].trim_start().starts_with("Chú thích:"));
    }
}

#[test]
fn the_blank_form_has_all_labels_and_four_empty_rows() {
    let text = text(&ct01(&blank()));
    for number in 1..=11 {
        assert!(text.contains(&format!("{number}. ")), "item {number}");
    }
    for name in ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "116/2026/TT-BCA", "Kính gửi"] {
        assert!(text.contains(name), "{name}");
    }
    let form = squeezed(&page_texts(&ct01(&blank()).pdf)[0]);
    let digits: Vec<_> = form.matches(|c: char| c.is_ascii_digit()).collect();
    let filled_rows = squeezed(&page_texts(&ct01(&filled()).pdf)[0]);
    assert!(digits.len() < filled_rows.matches(|c: char| c.is_ascii_digit()).count());
}

#[test]
fn dates_are_written_as_the_law_writes_them() {
    let filled = text(&ct01(&filled()));
    assert!(filled.contains("14/05/1960"));
    assert!(filled.contains("02/01/1990"));
    assert!(filled.contains("ngày 23 tháng 11 năm 2026"));
    let cases = [("2026-02-03", "ngày 03 tháng 02 năm 2026"), ("2026-09-30", "ngày 30 tháng 9 năm 2026")];
    for (date, written) in cases {
        let mut data = blank();
        data["made_at"] = json!({"place": "Phường Hòa Hưng", "date": date});
        assert!(text(&ct01(&data)).contains(written), "{written}");
    }
}

#[test]
fn the_signatures_stay_together_on_one_page() {
    for members in 0..=12 {
        let mut data = filled();
        data["members"] = vec![data["members"][0].clone(); members].into();
        let pages = page_texts(&ct01(&data).pdf);
        let page = pages.iter().position(|page| page.contains("NGƯỜI KÊ KHAI"));
        let page = &pages[page.unwrap()];
        assert!(page.contains("ngày 23 tháng 11"), "{members} members");
        assert!(page.contains("(8)"), "{members} members");
    }
}

#[test]
fn the_notes_are_written_out() {
    let rendered = ct01(&blank());
    let notes = squeezed(page_texts(&rendered.pdf).last().unwrap());
    let ways = [
        "b) Chủ hộ xác nhận nội dung đồng ý thông qua ứng dụng định danh quốc gia hoặc",
        "b) Chủ sở hữu chỗ ở hợp pháp xác nhận nội dung đồng ý thông qua ứng dụng định danh quốc gia (VNeID) hoặc",
        "c) Cha, mẹ hoặc người giám hộ có văn bản riêng ghi rõ nội dung đồng ý",
        "không phải ký vào các mục (4), (5), (6), (7).",
    ];
    for way in ways {
        assert!(notes.contains(&squeezed(way)), "{way}");
    }
}

#[test]
fn values_are_never_read_as_markup() {
    let mut data = filled();
    let hostile = r##"#panic("x") *a* _b_ $c$ @d <e> // \u{41} = "f" https://g.vn"##;
    data["request"] = hostile.into();
    let text = squeezed(&text(&ct01(&data)));
    assert!(text.contains(&squeezed(hostile)), "{text}");
}

#[test]
fn pictures_and_pdf_have_the_same_pages() {
    for data in [filled(), longest()] {
        let rendered = ct01(&data);
        assert_eq!(page_texts(&rendered.pdf).len(), rendered.pages.len());
        for page in &rendered.pages {
            assert_eq!((page.width, page.height), (595, 842));
            assert_eq!(page.rgba.len(), 595 * 842 * 4);
            let ink = page.rgba.chunks(4).filter(|pixel| pixel[0] < 128).count();
            assert!(ink > 1000, "{ink} dark pixels");
        }
    }
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = ct01(&filled()).pdf;
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.starts_with("%PDF-1.4"));
    for mark in
        ["<pdfaid:part>1<", "<pdfaid:conformance>B<", "Tờ khai CT01", "D:20261123090507+07", "<rdf:li>vi<"]
    {
        assert!(raw.contains(mark), "{mark}");
    }
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    assert_eq!(ct01(&filled()).pdf, ct01(&filled()).pdf);
}
