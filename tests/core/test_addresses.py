from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.addresses import Allowed, refused_port, special

UNSPECIFIED, LOOPBACK, LINK_LOCAL = "an unspecified address", "a loopback address", "a link-local address"
PRIVATE, SHARED, MULTICAST = "a private address", "a shared (carrier-grade NAT) address", "a multicast address"
RESERVED, DOCUMENTATION, BENCHMARKS = "a reserved address", "an address for documentation", "an address for benchmarks"
THIS_NETWORK = "an address of this network"
PUBLIC = None

VERDICTS = {
    # IPv4, with the first and last of each network and its neighbours
    "0.0.0.0": UNSPECIFIED,
    "0.0.0.1": THIS_NETWORK,
    "0.255.255.255": THIS_NETWORK,
    "1.0.0.0": PUBLIC,
    "1.1.1.1": PUBLIC,
    "8.8.8.8": PUBLIC,
    "9.255.255.255": PUBLIC,
    "10.0.0.0": PRIVATE,
    "10.255.255.255": PRIVATE,
    "11.0.0.0": PUBLIC,
    "100.63.255.255": PUBLIC,
    "100.64.0.0": SHARED,
    "100.127.255.255": SHARED,
    "100.128.0.0": PUBLIC,
    "126.255.255.255": PUBLIC,
    "127.0.0.0": LOOPBACK,
    "127.0.0.1": LOOPBACK,
    "127.255.255.255": LOOPBACK,
    "128.0.0.0": PUBLIC,
    "169.253.255.255": PUBLIC,
    "169.254.0.0": LINK_LOCAL,
    "169.254.169.254": LINK_LOCAL,
    "169.254.255.255": LINK_LOCAL,
    "169.255.0.0": PUBLIC,
    "172.15.255.255": PUBLIC,
    "172.16.0.0": PRIVATE,
    "172.31.255.255": PRIVATE,
    "172.32.0.0": PUBLIC,
    "191.255.255.255": PUBLIC,
    "192.0.0.0": PRIVATE,
    "192.0.0.8": PRIVATE,
    "192.0.0.170": PRIVATE,
    "192.0.1.0": PUBLIC,
    "192.0.2.1": DOCUMENTATION,
    "192.0.3.0": PUBLIC,
    "192.88.98.255": PUBLIC,
    "192.88.99.1": RESERVED,
    "192.167.255.255": PUBLIC,
    "192.168.0.0": PRIVATE,
    "192.168.255.255": PRIVATE,
    "192.169.0.0": PUBLIC,
    "198.17.255.255": PUBLIC,
    "198.18.0.0": BENCHMARKS,
    "198.19.255.255": BENCHMARKS,
    "198.20.0.0": PUBLIC,
    "198.51.100.7": DOCUMENTATION,
    "203.0.113.7": DOCUMENTATION,
    "223.255.255.255": PUBLIC,
    "224.0.0.1": MULTICAST,
    "239.255.255.250": MULTICAST,
    "240.0.0.0": RESERVED,
    "255.255.255.255": RESERVED,
    # IPv6
    "::": UNSPECIFIED,
    "0:0:0:0:0:0:0:0": UNSPECIFIED,
    "::1": LOOPBACK,
    "0000:0000:0000:0000:0000:0000:0000:0001": LOOPBACK,
    "::1%lo": LOOPBACK,
    "100::1": RESERVED,
    "1fff:ffff::1": RESERVED,
    "2000::1": PUBLIC,
    "2001::1": RESERVED,
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": RESERVED,  # Teredo
    "2001:2::1": RESERVED,
    "2001:1ff:ffff::1": RESERVED,
    "2001:200::1": PUBLIC,
    "2001:4860:4860::8888": PUBLIC,
    "2001:db7:ffff::1": PUBLIC,
    "2001:db8::1": DOCUMENTATION,
    "2001:DB8:FFFF::1": DOCUMENTATION,
    "2001:db9::1": PUBLIC,
    "2606:4700:4700::1111": PUBLIC,
    "2a00:1450:4001:800::200e": PUBLIC,
    "3ffe:ffff::1": PUBLIC,
    "3fff::1": DOCUMENTATION,
    "3fff:fff::1": DOCUMENTATION,
    "3fff:1000::1": PUBLIC,
    "4000::1": RESERVED,
    "5f00::1": RESERVED,  # segment routing
    "fbff::1": RESERVED,
    "fc00::1": PRIVATE,
    "fd12:3456:789a::1": PRIVATE,
    "fdff:ffff::1": PRIVATE,
    "fe00::1": RESERVED,
    "fe80::1": LINK_LOCAL,
    "fe80::1%eth0": LINK_LOCAL,
    "febf::1": LINK_LOCAL,
    "fec0::1": PRIVATE,
    "feff::1": PRIVATE,
    "ff02::1": MULTICAST,
    "ff0e::1": MULTICAST,
    # IPv4 inside IPv6
    "::ffff:127.0.0.1": LOOPBACK,
    "::ffff:7f00:1": LOOPBACK,
    "::FFFF:10.0.0.1": PRIVATE,
    "::ffff:8.8.8.8": PUBLIC,
    "::ffff:0:127.0.0.1": LOOPBACK,
    "::127.0.0.1": LOOPBACK,
    "::a9fe:a9fe": LINK_LOCAL,
    "::8.8.8.8": PUBLIC,
    "64:ff9b::127.0.0.1": LOOPBACK,
    "64:ff9b::a00:1": PRIVATE,
    "64:ff9b::a9fe:a9fe": LINK_LOCAL,
    "64:ff9b::808:808": PUBLIC,
    "64:ff9b:0:0:0:1::1": RESERVED,
    "64:ff9b:1::808:808": PRIVATE,
    "2002:7f00:1::": LOOPBACK,
    "2002:a9fe:a9fe::1": LINK_LOCAL,
    "2002:c0a8:101::1": PRIVATE,
    "2002:e000:1::1": MULTICAST,
    "2002:808:808::1": PUBLIC,
}

IPV4 = st.integers(0, 2**32 - 1).map(IPv4Address)
SPECIAL_NETWORKS = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4"),
]
SPECIAL_NETWORKS_6 = [
    *("::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:2::/48", "2001:20::/28", "2001:db8::/32"),
    *("3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
]


def inside(network: IPv4Network | IPv6Network) -> st.SearchStrategy:
    first = int(network.network_address)
    return st.integers(first, first + network.num_addresses - 1).map(type(network.network_address))


def wrappings(address: IPv4Address) -> dict[str, IPv6Address]:
    """Every IPv6 address whose packets may end up at an IPv4 address."""
    number = int(address)
    return {
        "mapped": IPv6Address(0xFFFF << 32 | number),
        "compatible": IPv6Address(number),
        "translated": IPv6Address(0xFFFF << 48 | number),
        "NAT64": IPv6Address(int(IPv6Address("64:ff9b::")) | number),
        "6to4": IPv6Address(0x2002 << 112 | number << 80 | 0x0BAD),
    }


def spellings(address: IPv4Address) -> list[str]:
    """Ways in which `inet_aton`, and so most resolvers, take an IPv4 address."""
    number, (a, b, c, d) = int(address), address.packed
    return [
        *(str(address), f"{a}.{b}.{c << 8 | d}", f"{a}.{number & 0xFFFFFF}", str(number), hex(number), f"0{number:o}"),
        *(".".join(map(hex, address.packed)), ".".join(f"0{part:o}" for part in address.packed)),
    ]


@pytest.mark.parametrize(("address", "kind"), VERDICTS.items())
def test_an_address_is_what_the_registries_say(address, kind):
    assert special(ip_address(address)) == kind
    assert Allowed().refusal(address, host="news.example") == (kind and f"{address} is {kind}")


@given(st.sampled_from(SPECIAL_NETWORKS).map(IPv4Network).flatmap(inside))
def test_a_special_address_is_refused_however_it_is_wrapped(address):
    kind = special(address)
    assert kind is not None
    for name, wrapped in wrappings(address).items():
        assert special(wrapped) is not None, name
        if int(address) > 1:  # ::0 and ::1 are what they are
            assert special(wrapped) == kind, name
        assert Allowed().refusal(wrapped.exploded, host="news.example") is not None


@given(st.sampled_from(SPECIAL_NETWORKS).map(IPv4Network).flatmap(inside))
def test_a_special_address_is_refused_however_it_is_spelled(address):
    for spelling in spellings(address):
        dialled = socket.inet_ntoa(socket.inet_aton(spelling))  # what a resolver makes of it
        assert Allowed().refusal(dialled, host=spelling) is not None, spelling
        assert Allowed().refusal(spelling, host=spelling) is not None, spelling  # as it is, no address at all


@given(st.sampled_from(SPECIAL_NETWORKS_6).map(IPv6Network).flatmap(inside))
def test_a_special_ipv6_address_is_refused(address):
    assert special(address) is not None


@given(IPV4)
def test_an_ipv4_address_and_its_wrappings_are_judged_alike(address):
    if int(address) > 1:
        assert {special(each) for each in wrappings(address).values()} == {special(address)}


@given(st.one_of(IPV4, st.integers(0, 2**128 - 1).map(IPv6Address)))
def test_nothing_that_the_standard_library_calls_special_is_taken_for_public(address):
    wraps = isinstance(address, IPv6Address) and (address.sixtofour or int(address) >> 48 == 0)
    if not wraps and (address.is_private or address.is_loopback or address.is_link_local or address.is_multicast):
        assert special(address) is not None


@pytest.mark.parametrize("text", ["", "news.example", "127.1", "0x7f000001", "2130706433", "1.2.3.4/32", "[::1]"])
def test_what_is_no_address_is_refused(text):
    assert Allowed().refusal(text, host="news.example") == f"{text} is not an IP address"


# ---------------------------------------------------------------------------- what is allowed


@pytest.mark.parametrize(
    ("entry", "host", "address"),
    [
        ("feeds.example", "feeds.example", "10.0.0.1"),
        ("FEEDS.Example.", "feeds.example", "::1"),
        ("feeds.example", "Feeds.example.", "10.0.0.1"),
        ("münchen.example", "xn--mnchen-3ya.example", "10.0.0.1"),
        ("xn--mnchen-3ya.example", "MÜNCHEN.example", "10.0.0.1"),
        ("10.0.0.1", "any.example", "10.0.0.1"),
        ("10.0.0.0/8", "any.example", "10.200.0.1"),
        (" 10.0.0.7/8 ", "any.example", "10.200.0.1"),
        ("[::1]", "any.example", "::1"),
        ("fd00::/8", "any.example", "fd00::7"),
    ],
)
def test_what_the_operator_named_is_allowed(entry, host, address):
    assert Allowed.of([entry]).refusal(address, host=host) is None


@pytest.mark.parametrize(
    ("entry", "host", "address"),
    [
        ("feeds.example", "more.feeds.example", "10.0.0.1"),
        ("feeds.example", "feeds.example.evil.example", "10.0.0.1"),
        ("10.0.0.1", "any.example", "10.0.0.2"),
        ("127.0.0.1", "any.example", "::1"),
        ("127.0.0.1", "any.example", "::ffff:127.0.0.1"),
        ("", "", "10.0.0.1x"),
    ],
)
def test_nothing_beside_it_is_allowed(entry, host, address):
    assert Allowed.of([entry]).refusal(address, host=host) is not None


# ---------------------------------------------------------------------------- ports


@pytest.mark.parametrize("port", [0, 22, 25, 53, 110, 143, 389, 465, 587, 2049, 6000, 6667, 10080])
def test_ports_of_other_services_are_refused(port):
    assert refused_port(port) == f"port {port} is not one of the web"


@pytest.mark.parametrize("port", [None, 80, 443, 3000, 8000, 8080, 8443, 65535])
def test_ports_that_a_web_server_may_have_are_not(port):
    assert refused_port(port) is None
