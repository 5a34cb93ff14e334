//! What administrators have set, which counts for more than the configuration.

use kiosk_core::office::Part;

use super::super::office::in_force;
use super::finding::Finding;
use crate::config::Config;

const PART: &str = "Thiết lập / Settings";

/// Lays over `config` what is set in its database, so that all else is checked as the kiosk will have it.
pub(super) fn lay_over(config: &mut Config) -> Finding {
    match in_force(&config.office, &config.data) {
        Ok((office, out)) => {
            let changed = office != config.office;
            config.office = office;
            told(changed, &out)
        }
        Err(error) => Finding::bad(
            PART,
            format!(
                "{}: {error}. Xin khởi động kiosk một lần rồi kiểm tra lại. / Start the kiosk once, and check again.",
                config.data.display()
            ),
        ),
    }
}

fn told(changed: bool, out: &[Part]) -> Finding {
    if !out.is_empty() {
        let names: Vec<&str> = out.iter().map(|part| name(*part)).collect();
        return Finding::note(
            PART,
            format!(
                "{}: không hợp với tệp cấu hình nữa, không dùng. / do not fit the configuration any more, not used.",
                names.join(", ")
            ),
        );
    }
    let text = if changed {
        "theo trang quản trị / as administrators have set them"
    } else {
        "theo tệp cấu hình / as configured"
    };
    Finding::good(PART, text)
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Services => "dịch vụ / services",
        Part::Counters => "quầy / counters",
        Part::Hours => "giờ làm việc / hours",
        Part::Texts => "lời văn / texts",
    }
}
