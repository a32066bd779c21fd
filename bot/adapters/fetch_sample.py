"""Fetcher: the feeds of the sample edition, out of the package, by their URL."""

from __future__ import annotations

import hashlib
import re

from bot import sample
from bot.errors import FetchError
from bot.model import Document, Validators

_NAME = re.compile(re.escape(sample.ADDRESS) + r"(?P<path>[a-z]{2}/[a-z-]+\.(?P<kind>xml|json))")
_CONTENT_TYPES = {"xml": "application/xml; charset=utf-8", "json": "application/feed+json"}
_NEVER_READ = Validators()


class SampleFetcher:
    """Answers as a well-kept server would: with an ETag, and 404 for what is not there."""

    async def fetch(self, url: str, *, validators: Validators = _NEVER_READ) -> Document | None:
        """The feed at `url`, or None where `validators` hold its ETag. Raises FetchError for any other URL."""
        name = _NAME.fullmatch(url)
        if name is None:
            raise FetchError("the sample edition has no such feed", http=404)
        try:
            body = sample.feed(name["path"])
        except FileNotFoundError:
            raise FetchError("the sample edition has no such feed", http=404) from None
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if validators.etag == etag:
            return None
        return Document(url=url, body=body, content_type=_CONTENT_TYPES[name["kind"]], validators=Validators(etag=etag))
