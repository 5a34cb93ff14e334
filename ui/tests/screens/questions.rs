//! Questions of every kind with long but real texts.

use kiosk_ui::{Answer, Choice, DialBox, DialOption, Grouping, Page, Part};

fn choice(key: &str, label: &str, hint: &str) -> Choice {
    Choice { key: key.into(), label: label.into(), hint: hint.into() }
}

pub fn choices() -> Page {
    Page::Ask {
        step: 1,
        of: 3,
        about: String::new(),
        prompt: "Quý khách có phải là chủ hộ không?".into(),
        help: "Chủ hộ là người đứng tên đại diện cho những người cùng hộ khẩu.".into(),
        answer: Answer::Choices(vec![
            choice("self", "Tôi là chủ hộ", ""),
            choice("spouse", "Tôi là vợ hoặc chồng của chủ hộ", ""),
            choice("child", "Tôi là con của chủ hộ", "Con đẻ, con nuôi, con dâu, con rể"),
            choice("other", "Tôi ở nhờ, thuê hoặc quan hệ khác", "Sẽ ghi rõ ở câu sau"),
        ]),
        leave_for_pen: true,
        skip: false,
    }
}

pub fn many_choices() -> Page {
    let choices =
        (1..=14).map(|n| choice(&format!("c{n}"), &format!("Quan hệ với chủ hộ, loại {n}"), "")).collect();
    Page::Ask {
        step: 2,
        of: 3,
        about: String::new(),
        prompt: "Quan hệ với chủ hộ".into(),
        help: String::new(),
        answer: Answer::Choices(choices),
        leave_for_pen: true,
        skip: true,
    }
}

pub fn digits(value: &str, complete: bool) -> Page {
    Page::Ask {
        step: 2,
        of: 3,
        about: String::new(),
        prompt: "Xin cho biết số điện thoại liên hệ của Quý khách".into(),
        help: "Cán bộ chỉ gọi khi hồ sơ cần bổ sung. Số di động gồm 10 chữ số.".into(),
        answer: Answer::Digits {
            value: value.into(),
            grouping: Grouping::Number,
            unit: String::new(),
            max: 10,
            note: if complete { String::new() } else { "Còn thiếu 3 chữ số".into() },
            complete,
        },
        leave_for_pen: true,
        skip: true,
    }
}

fn option((value, label): (u16, String)) -> DialOption {
    DialOption { value, label, possible: value % 7 != 3 }
}

fn boxes(parts: &[(Part, &str)], open: Option<usize>) -> Vec<DialBox> {
    let set = |(place, (part, value)): (usize, &(Part, &str))| DialBox {
        part: *part,
        value: if open.is_none_or(|open| place < open) { (*value).into() } else { String::new() },
        open: open == Some(place),
    };
    parts.iter().enumerate().map(set).collect()
}

/// A day of which `open` is to be set next.
pub fn day(open: Option<Part>) -> Page {
    let year = if open == Some(Part::Year) { "196_" } else { "1960" };
    let parts = [(Part::Day, "14"), (Part::Month, "05"), (Part::Decade, year)];
    let at = match open {
        None => None,
        Some(Part::Day) => Some(0),
        Some(Part::Month) => Some(1),
        Some(_) => Some(2),
    };
    let mut boxes = boxes(&parts, at);
    if open == Some(Part::Year) {
        boxes[2].value = year.into();
    }
    let options: Vec<(u16, String)> = match open {
        Some(Part::Month) => (1..=12).map(|n| (n, format!("Tháng {n}"))).collect(),
        Some(Part::Decade) => (190..=202).map(|n| (n, format!("{n}0 – {n}9"))).collect(),
        Some(Part::Year) => (0..10).map(|n| (n, format!("196{n}"))).collect(),
        Some(_) => (1..=31).map(|n| (n, n.to_string())).collect(),
        None => Vec::new(),
    };
    let words = if open.is_none() { "Thứ Bảy, ngày 14 tháng 5 năm 1960" } else { "" };
    Page::Ask {
        step: 1,
        of: 5,
        about: "Người thứ hai".into(),
        prompt: "Người được cấp giấy tờ hộ tịch sinh ngày, tháng, năm nào?".into(),
        help: "Ghi theo giấy khai sinh hoặc thẻ căn cước của người đó; nếu không nhớ, Quý khách để trống."
            .into(),
        answer: Answer::Dial {
            boxes,
            open,
            options: options.into_iter().map(option).collect(),
            words: words.into(),
        },
        leave_for_pen: true,
        skip: true,
    }
}

/// A time of which `open` is to be set next.
pub fn time(open: Part) -> Page {
    let mut page = day(None);
    if let Page::Ask { answer, prompt, .. } = &mut page {
        *prompt = "Người đó mất lúc mấy giờ?".into();
        let options: Vec<(u16, String)> = match open {
            Part::Ten => (0..6).map(|n| (n, format!("{n}0 – {n}9"))).collect(),
            Part::Minute => (0..10).map(|n| (n, format!("3{n}"))).collect(),
            Part::Day | Part::Month | Part::Decade | Part::Year | Part::Hour => {
                (0..24).map(|n| (n, format!("{n:02}"))).collect()
            }
        };
        *answer = Answer::Dial {
            boxes: boxes(&[(Part::Hour, "03"), (Part::Ten, "37")], Some(usize::from(open != Part::Hour))),
            open: Some(open),
            options: options.into_iter().map(option).collect(),
            words: String::new(),
        };
    }
    page
}

pub fn yes_no() -> Page {
    Page::Ask {
        step: 3,
        of: 9,
        about: String::new(),
        prompt: "Quý khách có giấy tờ nào ghi ngày, số và quyển đăng ký không?".into(),
        help: "Ví dụ: bản sao giấy khai sinh cũ, giấy hẹn.".into(),
        answer: Answer::YesNo,
        leave_for_pen: true,
        skip: false,
    }
}

pub fn quantity() -> Page {
    let mut page = digits("1500000", true);
    if let Page::Ask { answer, prompt, .. } = &mut page {
        *prompt = "Mức hưởng hằng tháng hiện nay?".into();
        *answer = Answer::Digits {
            value: "1500000".into(),
            grouping: Grouping::Quantity,
            unit: "đồng/tháng".into(),
            max: 8,
            note: String::new(),
            complete: true,
        };
    }
    page
}

/// A list of more than 24 entries under a long question.
pub fn lettered() -> Page {
    let names = [
        "Kinh",
        "Tày",
        "Thái",
        "Mường",
        "Mông",
        "Khmer",
        "Nùng",
        "Dao",
        "Hoa",
        "Gia-rai",
        "Ê-đê",
        "Ba-na",
        "Xơ-đăng",
        "Sán Chay",
        "Cơ-ho",
        "Chăm",
        "Sán Dìu",
        "Hrê",
        "Ra-glai",
        "Mnông",
        "Xtiêng",
        "Bru-Vân Kiều",
        "Thổ",
        "Khơ-mú",
        "Cơ-tu",
        "Lô Lô",
        "Pà Thẻn",
        "Ơ-đu",
        "Đan Lai",
        "Việt",
    ];
    let mut page = many_choices();
    if let Page::Ask { answer, prompt, help, .. } = &mut page {
        *prompt = "Dân tộc của người có tên trong bản sao giấy tờ hộ tịch?".into();
        *help = "Xem giấy khai sinh hoặc thẻ căn cước.".into();
        *answer = Answer::Choices(names.map(|name| choice(name, name, "")).into());
    }
    page
}

/// Six long answers and something else.
pub fn long_choices() -> Page {
    let labels = [
        "Tặng cho quyền sử dụng đất, nhà ở cho con",
        "Đổi tên, thay đổi thông tin trên giấy chứng nhận",
        "Thừa kế quyền sử dụng đất",
        "Chuyển nhượng",
        "Giấy chứng nhận bị mất, bị rách",
        "Xoá nợ, ghi nợ tiền sử dụng đất",
    ];
    let mut page = choices();
    if let Page::Ask { answer, .. } = &mut page {
        let other = choice("", "Khác (tự ghi)", "");
        let labels = labels.map(|label| choice(label, label, ""));
        *answer = Answer::Choices(labels.into_iter().chain([other]).collect());
    }
    page
}

/// The communes that a divided ward went to.
pub fn residences() -> Page {
    let communes = ["Phường Tân Sơn", "Phường Tân Bình", "Phường Tân Sơn Nhất"];
    Page::Ask {
        step: 1,
        of: 3,
        about: String::new(),
        prompt: "Nhà của Quý khách nay thuộc phường, xã nào?".into(),
        help: "Trên thẻ ghi: 5 Cống Lở, Phường 15, Tân Bình, Hồ Chí Minh. Nơi này đã chia về các phường, xã dưới đây. \
               Nếu không rõ, Quý khách có thể bỏ qua: tờ khai sẽ ghi như trên thẻ."
            .into(),
        answer: Answer::Choices(communes.map(|name| choice(name, name, "Thành phố Hồ Chí Minh")).into()),
        leave_for_pen: false,
        skip: true,
    }
}

/// Words of which `value` is written.
pub fn words(value: &str, suggestions: &[&str], signs: bool) -> Page {
    Page::Ask {
        step: 2,
        of: 9,
        about: String::new(),
        prompt: "Họ, chữ đệm và tên của người được thay đổi, cải chính?".into(),
        help: "Ghi theo giấy khai sinh. Nếu không nhớ, Quý khách để trống và viết tay vào tờ khai sau."
            .into(),
        answer: Answer::Words {
            value: value.into(),
            suggestions: suggestions.iter().map(|&text| text.into()).collect(),
            capital: value.is_empty() || value.ends_with(' '),
            signs,
            note: String::new(),
            complete: !value.is_empty(),
        },
        leave_for_pen: true,
        skip: false,
    }
}

/// The most of everything: two lines of question and help, a long address, and one may skip.
pub fn longest_words() -> Page {
    let address =
        "Căn hộ 2504, Toà nhà Nguyễn Trường Tộ, Số 1217/35/8 đường Nguyễn Huỳnh Đức nối dài, Khu dân cư số";
    let places = ["Phường Hải Châu, Thành phố Hồ Chí Minh", "Xã Thượng Trường Sơn Đông, Tỉnh Thừa Thiên Huế"];
    let mut page = words(address, &places, true);
    if let Page::Ask { skip, answer: Answer::Words { note, .. }, .. } = &mut page {
        *skip = true;
        *note = "Hết chỗ: tờ khai chỉ ghi được 100 chữ.".into();
    }
    page
}

/// In a row of a table, and the widest letters without a space.
pub fn wide_words() -> Page {
    let mut page = words(&"W".repeat(60), &["Nguyễn", "Nghiêm", "Ngô", "Ngụy"], false);
    if let Page::Ask { about, .. } = &mut page {
        *about = "Người thứ mười".into();
    }
    page
}
