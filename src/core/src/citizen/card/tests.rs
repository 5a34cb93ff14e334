//! The table of cases, the fields one by one, and what must hold for every payload.

mod cases;
mod letters;
mod properties;

use jiff::civil::date;

use super::*;

const CCCD: &str = "048160001234|201234567|Trần Thị Thu Hà|14051960|Nữ|Bình Hiên, Hải Châu, Đà Nẵng|22042021";
const CHILD: &str =
    "048214003344||Lê Gia Hân|20102014|Nam|Hòa Xuân, Đà Nẵng|15082024||048214009999|Lê Văn Tài|Ngô Thị Mai";

fn today() -> Date {
    date(2026, 11, 23)
}

fn read(payload: &str) -> Result<Citizen, CardError> {
    parse(payload.as_bytes(), today())
}

#[test]
fn a_chip_card_is_read_field_by_field() -> Result<(), CardError> {
    let citizen = read(CCCD)?;
    assert_eq!(citizen.kind, CardKind::Cccd);
    assert_eq!(citizen.id_number.digits(), "048160001234");
    assert_eq!(citizen.old_id.as_deref(), Some("201234567"));
    assert_eq!(citizen.full_name, "Trần Thị Thu Hà");
    assert_eq!(citizen.birth_date, date(1960, 5, 14));
    assert_eq!(citizen.sex, Sex::Female);
    assert_eq!(citizen.residence, "Bình Hiên, Hải Châu, Đà Nẵng");
    assert_eq!(citizen.issued, date(2021, 4, 22));
    assert_eq!(citizen.issuer().vietnamese(), "Cục Cảnh sát quản lý hành chính về trật tự xã hội");
    assert!(citizen.cancelled_id.is_none() && citizen.father.is_none() && citizen.mother.is_none());
    assert_eq!(citizen.warnings, []);
    Ok(())
}

#[test]
fn a_childs_new_card_is_read_field_by_field() -> Result<(), CardError> {
    let citizen = read(CHILD)?;
    assert_eq!(citizen.kind, CardKind::CanCuoc);
    assert_eq!(citizen.cancelled_id.as_ref().map(IdNumber::digits), Some("048214009999"));
    assert_eq!(citizen.father.as_deref(), Some("Lê Văn Tài"));
    assert_eq!(citizen.mother.as_deref(), Some("Ngô Thị Mai"));
    assert_eq!(citizen.issuer().vietnamese(), "Bộ Công an");
    assert_eq!(citizen.warnings, []);
    Ok(())
}

#[test]
fn a_single_parent_is_the_mother_only_in_her_place() -> Result<(), CardError> {
    let with = |extras: &str| read(&format!("{CCCD}|{extras}"));
    let mother = with("|||Ngô Thị Mai")?;
    assert_eq!((mother.father.as_deref(), mother.mother.as_deref()), (None, Some("Ngô Thị Mai")));
    let father = with("||Lê Văn Tài|")?;
    assert_eq!((father.father.as_deref(), father.mother.as_deref()), (Some("Lê Văn Tài"), None));
    Ok(())
}

#[test]
fn the_issuer_changes_with_the_law() {
    assert_eq!(Issuer::on(date(2024, 6, 30)), Issuer::PoliceDepartment);
    assert_eq!(Issuer::on(date(2024, 7, 1)), Issuer::Ministry);
}

#[test]
fn a_card_issued_today_is_a_card() {
    let on = |day: &str| read(&CCCD.replace("22042021", day)).err();
    assert_eq!(on("23112026"), None);
    assert_eq!(on("24112026"), Some(CardError::IssuedAfterToday));
    assert_eq!(on("14051960"), None, "born and issued on one day");
}

#[test]
fn erasing_leaves_nothing_of_a_child_or_its_parents() -> Result<(), CardError> {
    let mut citizen = read(CHILD)?;
    citizen.zeroize();
    let texts = [&citizen.full_name, &citizen.residence].map(String::as_str);
    assert_eq!(texts, ["", ""]);
    assert!(citizen.father.is_none() && citizen.mother.is_none() && citizen.cancelled_id.is_none());
    assert_eq!((citizen.birth_date, citizen.issued), (Date::ZERO, Date::ZERO));
    Ok(())
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_both_languages() {
    let mut codes = CardError::ALL.map(CardError::code).to_vec();
    codes.extend(CardWarning::ALL.map(CardWarning::code));
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all, "a code stands twice");
    for error in CardError::ALL {
        for text in [error.what(), error.advice()] {
            assert!(text.vi.ends_with('.') && text.en.ends_with('.') && text.vi != text.en, "{error:?}");
            assert!(
                !text.vi.is_ascii() && text.en.is_ascii()
                    || text.en.contains('“')
                    || text.en.contains("ăn c")
            );
        }
        assert!(error.advice().vi.contains("Xin"), "{error:?} is not polite");
    }
}
