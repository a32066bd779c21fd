"""Links: the one a reader is given, and the one that tells two articles apart."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_LATELY = 256  # links whose answers are kept: an entry's id is often its link, and is asked for right after it
_LONGEST = 2_048  # characters; what browsers and servers agree on

_TRACKING = re.compile(
    # Campaign and click identifiers: of analytics, advertisers, social networks, newsletters, feed services, the BBC.
    r"(?:utm|at|mtm|pk|hsa|vero|oly|ns|wt|mc|trk|sc)_\w+|_?(?:fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|yclid)"
    r"|igshid|igsh|xtor|cmpid|cmp|icid|ocid|ito|ncid|smid|partner|ref_?src|referrer|spm|feedtype|traffic_source"
    r"|__twitter_impression|_hsenc|_hsmi|mkt_tok|s_cid|from_rss|maca",
    re.IGNORECASE,
)
_AMP_FIELD = re.compile(r"(?:outputtype=amp(?:-type)?|amp(?:=(?:1|true)?)?)", re.IGNORECASE)
_NETLOC = re.compile(r"""(?:[^\\]*@)?[^\\<>"'`{}|^@%/]+""")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")  # may turn the text round
_COPY = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")  # hosts that show the same article
_AMP_PATH = re.compile(r"^/amp(?=/)|[/.]amp(?:\.html)?$")


@lru_cache(maxsize=_LATELY)
def shown(link: str | None) -> str | None:
    """The link to give to a reader: http(s), without fragment, tracking or a password; None where it is none.

    A fragment that addresses a page (`#!…`, `#/…`) stays.
    """
    parts = _split(link)
    if parts is None:
        return None
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    host = parts.netloc.rpartition("@")[2]
    kept = parts._replace(netloc=host, query=_untracked(parts.query), fragment=fragment)
    return kept.geturl()


@lru_cache(maxsize=_LATELY)
def identity(link: str | None) -> str | None:
    """What the links to one article have in common, whichever of its copies they lead to; None for no link.

    Scheme, `www.`, mobile and AMP addresses, tracking, the order of the query, a trailing slash, the fragment,
    and how letters beyond ASCII are written make no difference.
    """
    clean = shown(link)
    if clean is None:
        return None
    parts = urlsplit(clean)
    host = _COPY.sub("", _ascii(parts.netloc.lower().removesuffix(":80").removesuffix(":443").removesuffix(".")))
    path = _AMP_PATH.sub("", unquote(parts.path).rstrip("/")).rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{path}" + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _split(link: str | None) -> SplitResult | None:
    text = link or ""
    if not (text.isascii() and text.isprintable() and " " not in text):
        text = _INVISIBLE.sub(lambda mark: quote(mark[0]), re.sub(r"[\x00-\x20\x7f]", "", text))
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    is_link = parts.scheme in {"http", "https"} and _NETLOC.fullmatch(parts.netloc)
    return parts if is_link and len(text) <= _LONGEST else None


def _untracked(query: str) -> str:
    fields = (field for field in query.split("&") if field and not _AMP_FIELD.fullmatch(field))
    return "&".join(field for field in fields if not _TRACKING.fullmatch(field.partition("=")[0]))


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # longer than a name can be, or with a character that no name has
        return host
