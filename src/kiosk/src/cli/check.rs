//! `kiosk check`: whether a configuration and every device that it names would do.

mod devices;
mod finding;
mod machine;
mod settings;
mod spooler;

use std::error::Error;
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use crate::clock::SystemClock;
use crate::config::{self, Config};
use finding::{Finding, table};

#[derive(Args)]
pub(super) struct Check {
    /// The configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The configuration of the print spooler on this machine
    #[arg(long, value_name = "FILE", default_value = "/etc/cups/cupsd.conf")]
    cups: PathBuf,
}

/// What stands against starting the kiosk.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} mục chưa đạt, xin xem cột “!” ở trên. / {0} points are not in order, see the lines with \"!\" above."
)]
struct NotInOrder(usize);

/// Tries everything, shows a table, and refuses when something is not in order.
pub(super) fn check(start: Instant, check: &Check) -> Result<(), Box<dyn Error>> {
    let mut config = config::read(&check.config)?;
    let settings = settings::lay_over(&mut config);
    let clock = Arc::new(SystemClock::new(start, config.time_zone.clone()));
    let findings = findings(check, &config, settings, &clock)?;
    write!(stdout(), "{}", table(&findings))?;
    match findings.iter().filter(|finding| finding.is_bad()).count() {
        0 => Ok(()),
        bad => Err(NotInOrder(bad).into()),
    }
}

fn findings(
    check: &Check,
    config: &Config,
    settings: Finding,
    clock: &Arc<SystemClock>,
) -> Result<Vec<Finding>, Box<dyn Error>> {
    let mut findings = vec![
        Finding::good("Cấu hình / Configuration", check.config.display().to_string()),
        machine::data_folder(&config.data),
        settings,
        machine::fonts(),
        machine::staff_pages(config.listen, config.network.tls.is_some()),
    ];
    findings.extend(machine::read_aloud(config.read_aloud.as_ref()));
    findings.extend(machine::certificate(&config.network, clock));
    findings.extend(machine::forms(&config.office, clock));
    findings.extend(devices::serial(config, clock)?);
    findings.extend(devices::form_printers(config));
    findings.extend(spooler::spooler(&config.form_printers, &check.cups));
    Ok(findings)
}
