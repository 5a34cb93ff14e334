//! Who asks: the address that limits count for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api;
use crate::options::Console;

/// The other end of the connection that a request came by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Whom a limit counts for: an IPv4 address, or the network of 2^64 addresses that one client of IPv6 has for itself
/// (RFC 6177).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IpAddr::V4(address)),
            IpAddr::V6(address) if address.is_loopback() => Self(IpAddr::V6(address)),
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                Self(IpAddr::V6(Ipv6Addr::from(network)))
            }
        }
    }

    /// Whether it is the kiosk's own machine, whose browser and tools nobody else can use.
    pub(crate) fn is_kiosk(self) -> bool {
        self.0.is_loopback()
    }
}

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client behind `peer`: itself, or whom it speaks for if it is one of `proxies`. Only the last entry is that
/// proxy's own word; what stands before it anybody may have written.
fn client(peer: IpAddr, proxies: &[IpAddr], headers: &HeaderMap) -> Client {
    let peer = peer.to_canonical();
    if !proxies.contains(&peer) {
        return Client::of(peer);
    }
    let last = headers.get_all(FORWARDED).iter().next_back();
    let entry = last.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    Client::of(entry.unwrap_or(peer))
}

/// Says to whom it answers, and refuses who asks too much.
pub(crate) async fn known(State(console): State<Arc<Console>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
    let client = client(peer, &console.options.network.proxies, request.headers());
    // The kiosk's own browser shall not be kept out by its own pages.
    if !client.is_kiosk()
        && let Err(wait) = console.limits.requests.spend(client, console.now().tick)
    {
        if api::is_below(request.uri().path()) {
            return api::overloaded();
        }
        let seconds = wait.as_secs().max(1).to_string();
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)], "Too many requests.\n")
            .into_response();
    }
    request.extensions_mut().insert(client);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn forwarded(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (FORWARDED, value.parse().unwrap())).collect()
    }

    #[test]
    fn a_network_of_ipv6_is_one_client_and_a_mapped_address_is_what_it_maps() {
        let of = |text| Client::of(address(text));
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::9"), of("2001:db8:1:3::9"));
        assert_eq!(of("::ffff:10.0.0.7"), of("10.0.0.7"));
        assert_ne!(of("10.0.0.7"), of("10.0.0.8"));
        assert!(of("::1").is_kiosk() && of("127.0.0.1").is_kiosk() && of("::ffff:127.0.0.1").is_kiosk());
        assert!(!of("::2").is_kiosk());
    }

    #[test]
    fn only_the_offices_own_proxy_is_believed_and_only_its_own_word() {
        let proxies = [address("10.0.0.1")];
        let headers = forwarded(&["1.1.1.1, 2.2.2.2", "3.3.3.3 , 4.4.4.4"]);
        assert_eq!(client(address("10.0.0.1"), &proxies, &headers), Client::of(address("4.4.4.4")));
        assert_eq!(client(address("::ffff:10.0.0.1"), &proxies, &headers), Client::of(address("4.4.4.4")));
        assert_eq!(client(address("10.0.0.2"), &proxies, &headers), Client::of(address("10.0.0.2")));
        for nonsense in [&[][..], &[""], &["1.1.1.1, unknown"]] {
            let headers = forwarded(nonsense);
            assert_eq!(client(address("10.0.0.1"), &proxies, &headers), Client::of(address("10.0.0.1")));
        }
    }
}
