"""Online clustering: new articles join the stories they fit, or start some. Stories never lose their ids.

A window holds the stories that can still grow. Articles that come are first put beside the standing stories that are
near them; every such neighbourhood is then grouped anew, so that what was decided too early is mended: stories that
prove to be one are merged, one that proves to be two is split, and the order of arrival hardly matters.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from bot.core import linkage
from bot.core.likeness import fading, likeness
from bot.core.rows import Rows
from bot.core.vectors import Profile
from bot.core.vocabulary import Learnt, Vocabulary
from bot.model import Article, Fit, Story

WINDOW = timedelta(days=3)
"""How long after its newest article a story can still grow."""

JOIN = 0.2
"""The mean likeness from which articles are one story. From 0.18 to 0.22 the labelled days change by half a point of
B-cubed F1; below, events of one saga mix, above, follow-ups fall off (docs/performance.md)."""

NEAR = 0.12
"""A story is looked at again where a new article is as like as this to one of its articles."""

NEIGHBOURHOOD = 300
"""Articles that are grouped together at most: the cost is square."""

LOOKED_AT = 150
"""The newest so many articles of a story are grouped; the others go where most of these go."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What articles did to the stories of a window."""

    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Story.id → Article.id, oldest first, of every story that is new, has other articles or says something else."""
    aliases: Mapping[str, str] = field(
        default_factory=dict
    )  # of stories that have lost all articles: the id of the one that has most
    fits: Mapping[str, Fit] = field(default_factory=dict)  # by Article.id
    learnt: Learnt = field(default_factory=Learnt)  # what the vocabulary has learnt from them


class Window:
    """The stories that can still grow, as their words."""

    def __init__(self, learnt: Learnt | None = None, *, gone: Iterable[str] = ()) -> None:
        """An empty one, with what was learnt of words before; `gone`: ids that lead elsewhere and are not given."""
        self._rows = Rows(Vocabulary(learnt))
        self._stories: dict[str, set[int]] = {}  # the rows of each
        self._homes: dict[int, str] = {}  # the story of each row
        self._places: dict[str, int] = {}  # the row of each article
        self._gone = set(gone)
        self._untaught = not self._rows.vocabulary.articles

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, article: str) -> bool:
        return article in self._places

    @property
    def worn(self) -> bool:
        """Whether a new window over the same stories would be smaller by many words: old news was forgotten."""
        return self._rows.vocabulary.faded

    def hold(self, stories: Iterable[Story]) -> None:
        """Take in stories as they were left. Their words have been learnt already, unless nothing was."""
        for story in stories:
            for article in story.articles:
                profile = Profile.of(article)
                if self._untaught:
                    self._rows.vocabulary.learn(profile)
                self._put(article, profile, story.id)

    def forget(self, now: datetime) -> None:
        """Let go of the stories whose newest article was published more than WINDOW before `now`: they don't grow."""
        moments = self._rows.moments
        for key in [key for key, rows in self._stories.items() if max(moments[row] for row in rows) < now - WINDOW]:
            self._drop(tuple(self._stories[key]))
            del self._stories[key]
        if self._rows.dropped > len(self):
            self._rows, numbers = self._rows.packed()
            self._homes = {numbers[row]: key for row, key in self._homes.items()}
            self._places = {article: numbers[row] for article, row in self._places.items()}
            self._stories = {key: {numbers[row] for row in rows} for key, rows in self._stories.items()}

    def fold(self, articles: Iterable[Article]) -> Changes:
        """Place articles that are new or say something else than they did; their order does not matter.

        An article that the window holds keeps its story at first, and is grouped anew with it.
        """
        given = sorted({each.id: each for each in articles}.values(), key=lambda each: (each.published, each.id))
        standing = frozenset(self._stories)
        told = {self._homes[self._places[each.id]] for each in given if each.id in self._places}
        fresh = [self._tell(each) for each in given]
        self._rows.weigh()
        fits: dict[str, Fit] = {}
        former: dict[str, frozenset[str]] = {}
        for keys in self._neighbourhoods(fresh, fits):
            former |= {key: self._articles(key) for key in keys if key in standing}
            self._regroup(keys, standing, fits)
        aliases = {key: self._heir(former[key]) for key in sorted(former.keys() - self._stories.keys())}
        self._gone |= aliases.keys()
        changed = told | {key for key in former if self._articles(key) != former[key]} | self._stories.keys() - standing
        return Changes(
            stories={key: self._in_order(key) for key in sorted(changed & self._stories.keys())},
            aliases=aliases,
            fits=fits,
            learnt=self._rows.vocabulary.news(),
        )

    # ------------------------------------------------------------------ what the window holds

    def _tell(self, article: Article) -> int:
        """Put an article into the story that holds it, as it reads now, or into one of its own; its row."""
        profile = Profile.of(article)
        self._rows.vocabulary.learn(profile)
        former = self._places.get(article.id)
        home = self._name(article.id) if former is None else self._homes[former]
        if former is not None:
            self._drop([former])
        return self._put(article, profile, home)

    def _put(self, article: Article, profile: Profile, story: str) -> int:
        row = self._rows.add(article, profile)
        self._places[article.id], self._homes[row] = row, story
        self._stories.setdefault(story, set()).add(row)
        return row

    def _drop(self, rows: Collection[int]) -> None:
        for row in rows:
            self._stories[self._homes.pop(row)].discard(row)
            del self._places[self._rows.ids[row]]
        self._rows.drop(rows)

    def _name(self, article: str) -> str:
        """An id for a story that this article starts: one that no other story has or had."""
        names = (story_id(article, again=again) for again in range(len(self._gone) + len(self._stories) + 1))
        return next(name for name in names if name not in self._stories and name not in self._gone)

    def _articles(self, key: str) -> frozenset[str]:
        return frozenset(self._rows.ids[row] for row in self._stories.get(key, ()))

    def _in_order(self, key: str) -> tuple[str, ...]:
        return tuple(self._rows.ids[row] for row in sorted(self._stories[key], key=self._age))

    def _age(self, row: int) -> tuple[datetime, str]:
        return self._rows.moments[row], self._rows.ids[row]

    def _heir(self, articles: Iterable[str]) -> str:
        """The story that holds most of these articles now; of equals the one that holds the oldest."""
        rows = sorted((self._places[each] for each in articles), key=self._age)
        return Counter(self._homes[row] for row in rows).most_common(1)[0][0]

    # ------------------------------------------------------------------ what is near

    def _neighbourhoods(self, fresh: Sequence[int], fits: dict[str, Fit]) -> Iterator[list[str]]:
        """The stories of new articles with those near them, in sets that have none in common.

        The nearest come together first, as long as they are not too many. Notes what is nearest to each.
        """
        sets = _Sets({key: min(len(rows), LOOKED_AT) for key, rows in self._stories.items()})
        for _, _, one, two in sorted(self._edges(fresh, fits)):
            sets.unite(one, two)
        for keys in sets.among({self._homes[row] for row in fresh}):
            if sum(len(self._stories[key]) for key in keys) > 1:
                yield keys

    def _edges(self, fresh: Sequence[int], fits: dict[str, Fit]) -> Iterator[tuple[float, str, str, str]]:
        """Nearness (negative, to be sorted by), the article, and the two stories."""
        for row in fresh:
            others, cosines = self._rows.near(row, within=WINDOW)
            nearness = cosines * fading(self._rows.hours[others] - self._rows.hours[row])
            name = self._rows.ids[row]
            best = int(nearness.argmax()) if len(nearness) else None
            fits[name] = Fit(
                nearest=None if best is None else self._rows.ids[int(others[best])],
                likeness=0.0 if best is None else round(float(nearness[best]), 3),
                asked=JOIN,
            )
            for other, near in zip(others.tolist(), nearness.tolist(), strict=True):
                if near >= NEAR:
                    yield -near, name, self._homes[row], self._homes[other]

    # ------------------------------------------------------------------ what belongs together

    def _regroup(self, keys: Sequence[str], standing: Collection[str], fits: dict[str, Fit]) -> None:
        """Group the articles of some stories anew, and give each group the id that most of it had."""
        rows = sorted((row for key in keys for row in self._looked_at(key)), key=self._age)
        alike = likeness(self._rows.table(rows))
        labels = linkage.groups(alike, least=JOIN).tolist()
        self._note(rows, alike, labels, fits)
        groups: defaultdict[int, set[int]] = defaultdict(set)
        for row, label in zip(rows, labels, strict=True):
            groups[label].add(row)
        claims: defaultdict[int, list[str]] = defaultdict(list)
        for key in sorted(keys, key=lambda key: (key not in standing, self._first(key), key)):
            label = _most(groups, [row for row in rows if self._homes[row] == key])
            claims[label].append(key)
            groups[label] |= self._stories[key] - set(rows)
        named = {
            (claims[label] or [self._name(self._rows.ids[min(found, key=self._age)])])[0]: found
            for label, found in groups.items()
        }
        for key in keys:
            del self._stories[key]
        self._stories |= named
        self._homes |= {row: key for key, found in named.items() for row in found}

    def _looked_at(self, key: str) -> list[int]:
        return sorted(self._stories[key], key=self._age)[-LOOKED_AT:]

    def _first(self, key: str) -> datetime:
        return min(self._rows.moments[row] for row in self._stories[key])

    def _note(self, rows: Sequence[int], alike: linkage.Square, labels: Sequence[int], fits: dict[str, Fit]) -> None:
        """What each article is likest to, and how like its story is in the mean."""
        alike = alike.copy()
        np.fill_diagonal(alike, 0.0)
        same = np.equal.outer(labels, labels)
        sums, sizes = (alike * same).sum(axis=1), same.sum(axis=1) - 1
        for at, row in enumerate(rows):
            best = int(alike[at].argmax())
            fits[self._rows.ids[row]] = Fit(
                nearest=self._rows.ids[rows[best]] if best != at else None,
                likeness=round(float(alike[at, best]), 3),
                mean=round(float(sums[at] / sizes[at]), 3) if sizes[at] else None,
                asked=JOIN,
            )


def _most(groups: Mapping[int, Collection[int]], rows: Sequence[int]) -> int:
    """The group that holds most of these rows (oldest first); of equals the one that holds the oldest."""
    labels = [label for row in rows for label, found in groups.items() if row in found]
    return Counter(labels).most_common(1)[0][0]


class _Sets:
    """Keys that come together, as long as no set weighs more than NEIGHBOURHOOD."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._weights = dict(weights)
        self._parents: dict[str, str] = {}

    def root(self, key: str) -> str:
        while (parent := self._parents.get(key, key)) != key:
            self._parents[key] = key = self._parents.get(parent, parent)
        return key

    def unite(self, one: str, two: str) -> None:
        one, two = self.root(one), self.root(two)
        weight = self._weights[one] + self._weights[two]
        if one != two and weight <= NEIGHBOURHOOD:
            self._parents[two], self._weights[one] = one, weight

    def among(self, keys: Iterable[str]) -> list[list[str]]:
        """The sets that these keys are in, each in the order of its keys."""
        sets: defaultdict[str, set[str]] = defaultdict(set)
        for key in {*keys, *self._parents}:
            sets[self.root(key)].add(key)
        wanted = {self.root(key) for key in keys}
        return [sorted(found | {root}) for root, found in sorted(sets.items()) if root in wanted]


def story_id(first: str, *, again: int = 0) -> str:
    """The id of a story that the article with this id starts: `[a-z2-7]{12}`, the same on every run.

    `again`: how many of them are taken.
    """
    name = f"story:{first}" + (f":{again}" if again else "")
    return base64.b32encode(hashlib.sha256(name.encode()).digest()).decode().lower()[:12]
