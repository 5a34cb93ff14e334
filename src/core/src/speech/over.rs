//! What lies over a screen, in words.

use crate::office::Office;

use super::Script;

/// Reading aloud was just switched on.
pub fn switched_on<'o>() -> Script<'o> {
    Script::new().say(
        "Máy đã bật đọc to. Xin chạm nút “Xong, tiếp tục” ở dưới. Khi cần nghe lại, xin chạm nút “Nghe lại” ở hàng dưới \
         cùng của màn hình.",
        "Reading aloud is on. Please touch “Done, go on” below. To hear a screen again, touch “Hear again” in the \
         lowest row.",
    )
}

/// How the screen may be easier to read.
pub fn easier<'o>() -> Script<'o> {
    Script::new().say(
        "Dễ đọc hơn. Ở đây Quý khách chọn cỡ chữ, màu sắc, hạ các nút xuống thấp, thêm thời gian, và tắt đọc to. Nút dưới \
         cùng: Xong, tiếp tục.",
        "Easier to read. Here you choose the size of the letters, the colours, buttons further down, more time, and \
         switch reading aloud off. The lowest button: done, go on.",
    )
}

/// Where to find help, and what `office` has to say to everybody.
pub fn help(office: &Office) -> Script<'_> {
    let told = Script::new().say(
        "Xin mời Quý khách hỏi cán bộ ở bàn hướng dẫn; máy cũng đã báo cho cán bộ.",
        "Please speak to the staff at the information desk; this machine has told them as well.",
    );
    let texts = office.notices.iter().chain(&office.house_rules);
    let told = texts.fold(told, |script, text| script.sentence(text));
    told.say("Nút dưới cùng: Đóng.", "The lowest button: close.")
}
