"""Which addresses we may talk to: the public ones, and those the operator has named.

A feed's URL, or where it redirects to, may point at the machine we run on or at the network around it
(OWASP calls it server-side request forgery).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_KINDS: tuple[tuple[str, str], ...] = (
    # IANA's registries of special-purpose addresses (RFC 6890 and what came after it), those of them that no web
    # server for everybody is at. In full and not asked of `ipaddress`, whose answers differ between versions.
    ("0.0.0.0/32", "an unspecified address"),
    ("0.0.0.0/8", "an address of this network"),  # RFC 791; Linux takes 0.0.0.0 for loopback
    ("10.0.0.0/8", "a private address"),  # RFC 1918
    ("100.64.0.0/10", "a shared (carrier-grade NAT) address"),  # RFC 6598
    ("127.0.0.0/8", "a loopback address"),  # RFC 1122
    ("169.254.0.0/16", "a link-local address"),  # RFC 3927; clouds tell their secrets at 169.254.169.254
    ("172.16.0.0/12", "a private address"),  # RFC 1918
    ("192.0.0.0/24", "a private address"),  # RFC 6890
    ("192.0.2.0/24", "an address for documentation"),  # RFC 5737
    ("192.88.99.0/24", "a reserved address"),  # RFC 7526, once the 6to4 relays
    ("192.168.0.0/16", "a private address"),  # RFC 1918
    ("198.18.0.0/15", "an address for benchmarks"),  # RFC 2544
    ("198.51.100.0/24", "an address for documentation"),  # RFC 5737
    ("203.0.113.0/24", "an address for documentation"),  # RFC 5737
    ("224.0.0.0/4", "a multicast address"),  # RFC 5771
    ("240.0.0.0/4", "a reserved address"),  # RFC 1112, with the broadcast address
    ("::/128", "an unspecified address"),  # RFC 4291
    ("::1/128", "a loopback address"),  # RFC 4291
    ("64:ff9b:1::/48", "a private address"),  # RFC 8215, NAT64 inside one network
    ("2001::/23", "a reserved address"),  # RFC 2928: Teredo, ORCHID, benchmarks, anycast of protocols
    ("2001:db8::/32", "an address for documentation"),  # RFC 3849
    ("3fff::/20", "an address for documentation"),  # RFC 9637
    ("fc00::/7", "a private address"),  # RFC 4193
    ("fe80::/10", "a link-local address"),  # RFC 4291
    ("fec0::/10", "a private address"),  # RFC 3879, deprecated and still routed inside some sites
    ("ff00::/8", "a multicast address"),  # RFC 4291
)
_SPECIAL = tuple((ip_network(network), kind) for network, kind in _KINDS)
_GLOBAL = IPv6Network("2000::/3")  # RFC 4291: so far nothing else is given to anybody
_IPV4_IN_LAST_32_BITS = (
    IPv6Network("::/96"),  # RFC 4291 §2.5.5.1, IPv4-compatible, deprecated
    IPv6Network("::ffff:0:0/96"),  # RFC 4291 §2.5.5.2, IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # RFC 2765, IPv4-translated
    IPv6Network("64:ff9b::/96"),  # RFC 6052, NAT64
)

# https://fetch.spec.whatwg.org/#port-blocking: what no browser opens; and 0, which is no port.
# fmt: off
_NO_WEB = {
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
}
# fmt: on


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """The private or loopback hosts and networks that may be talked to all the same."""

    names: frozenset[str] = frozenset()  # host names, as `_folded` makes them
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """From host names, addresses (`127.0.0.1`, `[::1]`) and networks (`10.0.0.0/8`), in any mixture."""
        networks = {entry: _network(entry) for entry in entries}
        return cls(
            names=frozenset(_folded(entry) for entry, network in networks.items() if network is None),
            networks=tuple(network for network in networks.values() if network is not None),
        )

    def refusal(self, address: str, *, host: str) -> str | None:
        """Why a connection to `address`, looked up for `host`, must not be made; None where it may be.

        `127.0.0.1 is a loopback address`. What is no IP address at all is refused too.
        """
        parsed = _parsed(address)
        if parsed is None:
            return f"{address} is not an IP address"
        if _folded(host) in self.names or any(parsed in network for network in self.networks):
            return None
        kind = special(parsed)
        return f"{address} is {kind}" if kind else None


def special(address: Address) -> str | None:
    """What makes an address no public one, as words with an article; None for a public one.

    An IPv6 address that wraps an IPv4 address (mapped, compatible, translated, NAT64, 6to4) is what that is.
    """
    address = _wrapped(address) or address
    kind = next((kind for network, kind in _SPECIAL if address in network), None)
    if kind is None and isinstance(address, IPv6Address) and address not in _GLOBAL:
        return "a reserved address"
    return kind


def refused_port(port: int | None) -> str | None:
    """Why a port must not be asked for a web page; None where it may be, and for a scheme's own port.

    `port 25 is not one of the web`. What answers there speaks another protocol, to which a request may be an
    order: a mail server takes a line of it for a command.
    """
    return f"port {port} is not one of the web" if port in _NO_WEB else None


def _wrapped(address: Address) -> IPv4Address | None:
    """The IPv4 address that packets to an IPv6 address may end up at; None where it wraps none."""
    if isinstance(address, IPv4Address) or address.is_unspecified or address.is_loopback:
        return None
    if any(address in network for network in _IPV4_IN_LAST_32_BITS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


def _parsed(address: str) -> Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None


def _network(entry: str) -> Network | None:
    try:
        return ip_network(entry.strip().strip("[]"), strict=False)
    except ValueError:
        return None


def _folded(host: str) -> str:
    """A host's name in the one form in which two spellings of it are equal: lower case, ASCII (RFC 3490)."""
    name = host.strip().rstrip(".").lower()
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:  # no name at all, and equal to itself only
        return name
