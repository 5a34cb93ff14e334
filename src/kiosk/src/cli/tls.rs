//! `kiosk tls`: a certificate for the staff pages, from an authority of the office's own.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::time::Instant;

use jiff::tz::TimeZone;
use kiosk_tls::{Issued, Order, issue};

use crate::clock::{Clock as _, SystemClock};

#[derive(clap::Args)]
pub(super) struct TlsArgs {
    /// The folder of the files; made when it is new
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A host name or an address by which browsers reach the kiosk; may be given several times [default: those of the
    /// certificate in the folder]
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// Make a new authority, which has to be installed on every PC again
    #[arg(long)]
    new_ca: bool,
}

/// Issues or renews, and says what to do with the files.
pub(super) fn tls(start: Instant, args: &TlsArgs) -> Result<(), Box<dyn Error>> {
    let today = SystemClock::new(start, TimeZone::UTC).reading().civil.date();
    let order = Order { folder: &args.out, names: &args.names, today, new_authority: args.new_ca };
    let issued = issue(&order)?;
    write!(stdout(), "{}", told(&issued))?;
    Ok(())
}

fn told(issued: &Issued) -> String {
    let Issued { authority, authority_key, trusted, files, certificate, new_authority } = issued;
    let (day, names) = (certificate.ends.strftime("%d/%m/%Y"), certificate.names.join(", "));
    let served = format!(
        "Chứng thư / Certificate: {names}; đến / until {day}\n\n\
         kiosk.toml:\n[console]\ntls = {{ certificate = \"{}\", key = \"{}\" }}\n",
        files.certificate.display(),
        files.key.display()
    );
    if !new_authority {
        return format!("{served}\n{RENEWED}");
    }
    format!(
        "{served}\n\
         Cài tệp này vào máy tính các quầy, mục Trusted Root Certification Authorities:\n\
         Install this file on the counters' PCs, under Trusted Root Certification Authorities:\n  \
         {}\n  Windows: certutil -addstore -f Root ca.crt\n  SHA-256: {}\n\n\
         Giữ kín tệp này, chỉ dùng khi gia hạn:\n\
         Keep this file to yourself; it is needed to renew and for nothing else:\n  {}\n",
        authority.display(),
        trusted.fingerprint,
        authority_key.display()
    )
}

const RENEWED: &str = "Đã gia hạn; máy tính các quầy không phải cài lại. Kiosk tự dùng chứng thư mới trong vòng một giờ.\n\
    Renewed; nothing has to be installed again. The kiosk takes it within the hour.\n";
