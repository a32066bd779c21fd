"""Which addresses we may talk to: the public ones, and those the operator has named.

A feed's URL, or where it redirects to, may point at the machine we run on or at the network around it
(OWASP calls it server-side request forgery). Kinds of addresses: RFC 6890 and the registries it made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_CGNAT = ip_network("100.64.0.0/10")  # RFC 6598
_PRIVATE = (  # what not every version of the standard library calls so
    ip_network("192.0.0.0/24"),  # RFC 6890 §2.1
    ip_network("fec0::/10"),  # RFC 3879, deprecated and still routed inside some sites
)
_IPV4_IN_LAST_32_BITS = (
    ip_network("::/96"),  # RFC 4291 §2.5.5.1, IPv4-compatible, deprecated
    ip_network("64:ff9b::/96"),  # RFC 6052, NAT64
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """The private or loopback hosts and networks that may be talked to all the same."""

    names: frozenset[str] = frozenset()  # host names, folded
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

    An IPv6 address that wraps IPv4 addresses (mapped, NAT64, 6to4, Teredo) is what these are.
    """
    return next(filter(None, map(_special, _wrapped(address) or (address,))), None)


def _special(address: Address) -> str | None:
    for kind, is_so in (
        ("an unspecified address", address.is_unspecified),
        ("a loopback address", address.is_loopback),
        ("a link-local address", address.is_link_local),
        ("a multicast address", address.is_multicast),
        ("a shared (carrier-grade NAT) address", address in _CGNAT),
        ("a reserved address", address.is_reserved),
        ("a private address", address.is_private or any(address in network for network in _PRIVATE)),
        ("not a public address", not address.is_global),
    ):
        if is_so:
            return kind
    return None


def _wrapped(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that packets to an IPv6 address may end up at; empty where it wraps none."""
    if isinstance(address, IPv4Address) or address.is_unspecified or address.is_loopback:
        return ()
    if any(address in network for network in _IPV4_IN_LAST_32_BITS):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    known = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    return tuple(each for each in known if each is not None)


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
    return host.strip().rstrip(".").casefold()
