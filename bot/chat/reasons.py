"""Why a story or an article is shown as it is: the stages it went through, as a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat import keyboards, panels, render
from bot.chat.desk import Asked, Desk, Reply
from bot.chat.hours import Wall
from bot.chat.markup import bold, clip, html
from bot.chat.screen import Screen, stacked
from bot.chat.texts import en as texts
from bot.chat.texts import reasons
from bot.chat.texts.reasons import Figures
from bot.core import countries, language, why
from bot.model import Stage, Why

TITLE = 200
"""The longest title of an article in a sentence, in UTF-16 units."""


async def explain(desk: Desk, asked: Asked) -> Reply:
    """Why, by the id of a story or of an article."""
    name = asked.words.strip().lower()
    if not name:
        return (panels.notice(reasons.WHICH),)
    found = await desk.reading.why(name)
    if found is None:
        return (panels.notice(texts.NO_SUCH_STORY),)
    return (screen(found, wall=await desk.wall(asked.chat), now=desk.now, note=desk.catalogue.note),)


def screen(value: Why, *, wall: Wall, now: datetime, note: str | None) -> Screen:
    """The stages, one below the other."""
    title = reasons.ARTICLE_TITLE if value.article else reasons.TITLE
    headline = value.article.title if value.article else value.story.brief.headline
    sentences = _Sentences(value=value, wall=wall, now=now)
    lines = [sentences.of(each) for each in value.stages]
    head = stacked(html(bold(title), html(clip(headline, render.HEADLINE)), sep="\n"), html(*lines, sep="\n"))
    return Screen(
        text=stacked(head, render.sample(note)), buttons=keyboards.back_to_story(value.story.id, texts.THE_STORY)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentences:
    """Each stage in a sentence, as plain text."""

    value: Why
    wall: Wall
    now: datetime

    def of(self, stage: Stage) -> str:
        said: Mapping[str, Callable[[Figures], str]] = {
            why.READ: self._read,
            why.KIND: reasons.kind,
            why.ENGLISH: self._english,
            why.PLACED: lambda figures: reasons.placed(figures, self._article(figures["nearest"])),
            why.GROUPED: lambda figures: reasons.grouped(figures, self._article(figures["least_like"])),
            why.TAKEN: lambda figures: reasons.taken({clip(each, render.NAME): n for each, n in figures.items()}),
            why.CONDENSED: self._condensed,
            why.RANKED: lambda figures: reasons.ranked(figures, _page(str(figures["page"]))),
        }
        return said[stage.name](stage.figures)

    def _read(self, figures: Figures) -> str:
        moments = (datetime.fromisoformat(str(figures[name])) for name in ("published", "first_seen"))
        published, seen = (self.wall.stamp(moment, now=self.now) for moment in moments)
        return reasons.read(figures, clip(str(figures["outlet"]), render.NAME), published, seen)

    def _condensed(self, figures: Figures) -> str:
        by, verdict = clip(str(figures.get("by") or ""), render.NAME), clip(str(figures.get("verdict") or ""), TITLE)
        articles = {each.id: each for each in self.value.story.articles}
        says = {each.text: articles.get(each.article) for each in self.value.story.brief.sentences}
        outlets = [render.names([found]) for text in figures if (found := says.get(text)) is not None]
        return reasons.condensed(outlets, by=by, verdict=verdict)

    def _english(self, figures: Figures) -> str:
        verdict = clip(str(figures["verdict"] or ""), render.NAME)
        return reasons.english(figures, clip(language.english_name(str(figures["language"])), render.NAME), verdict)

    def _article(self, name: str | float | None) -> str:
        """An article by its title and outlet; of another story by its id alone."""
        found = next((each for each in self.value.story.articles if each.id == name), None)
        return f"“{clip(found.title, TITLE)}” ({render.names([found])})" if found else f"article {name}"


def _page(page: str) -> str:
    return reasons.THE_WORLD if page == why.WORLD else texts.the(countries.country(page).name)
