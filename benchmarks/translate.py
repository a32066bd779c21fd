"""How good a translator is, and what the gate says of it: `python benchmarks/translate.py FOLDER BACKEND [FILE…]`.

FOLDER has TSV files, each named by its language (`spa.tsv`, `es.tsv`), with a source and its English reference a line.
BACKEND is `reference` (the references themselves, as if a backend had made them: what the gate stops then is a false
alarm, or a bad reference), `none` (nothing is translated), or a backend of the bot with its
settings: argos, ct2, apertium, libretranslate, deepl, llm. FILE limits the run to
files of that name. Prints, for each language and over all: chrF (sacrebleu's; of everything, and of what the gate lets
pass), the share that the gate stops, by kind, sentences a second, processor time, and the memory of the process and
its children at their largest.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sacrebleu.metrics import CHRF

from benchmarks.machine import machine
from bot import app, config
from bot.core.gate import Verdict, judge
from bot.core.language import base
from bot.errors import ConfigError

BATCH = 50  # texts a call: about what one outlet brings


class Answer(Protocol):
    """What a backend says of one text."""

    @property
    def text(self) -> str | None:
        """The English, or nothing."""


class Backend(Protocol):
    """What is measured: the translator port of the bot, or anything like it."""

    async def translate(self, texts: Sequence[str], *, language: str) -> Sequence[Answer | None]:
        """One answer per text."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer of the benchmark's own backends."""

    text: str | None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Answers with the reference of each source."""

    references: Mapping[str, str]

    async def translate(self, texts: Sequence[str], *, language: str) -> Sequence[Said]:  # noqa: ARG002 - the port's
        """The references."""
        return [Said(text=self.references[text]) for text in texts]


class Nothing:
    """Answers nothing."""

    async def translate(self, texts: Sequence[str], *, language: str) -> Sequence[Said]:  # noqa: ARG002 - the port's
        """Nothing, for each."""
        return [Said(text=None) for _ in texts]


@asynccontextmanager
async def backend(name: str, references: Mapping[str, str]) -> AsyncIterator[Backend]:
    """A backend by its name, with the settings of the bot. Raises ConfigError for a name that is none."""
    if name == "reference":
        yield Reference(references=references)
    elif name == "none":
        yield Nothing()
    else:
        os.environ["BOT_TRANSLATOR"] = name
        async with app.backend(config.load()) as made:
            yield made


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one language."""

    pairs: tuple[tuple[str, str], ...]  # source, reference
    answers: tuple[str | None, ...]
    verdicts: tuple[Verdict | None, ...]  # None where nothing was answered
    seconds: float
    processor: float


def main() -> None:
    """Read the files, translate, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("backend")
    parser.add_argument("files", nargs="*", help="only these, without .tsv")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N that the gate stopped, each language")
    given = parser.parse_args()
    files = [file for file in sorted(given.folder.glob("*.tsv")) if not given.files or file.stem in given.files]
    rows = {file.stem: pairs(file) for file in files}
    if not any(rows.values()):
        parser.error(f"no sentence in {given.folder}")
    print(machine("sacrebleu", "ctranslate2"))
    try:
        results = asyncio.run(all_measured(given.backend, rows))
    except ConfigError as error:
        parser.error(str(error))
    for name, result in results.items():
        report(name, [result], show=given.show)
    report("all", list(results.values()))
    print(f"memory at most {memory():.0f} MiB")


async def all_measured(name: str, rows: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, Result]:
    """Every language with one backend."""
    references = {source: english for each in rows.values() for source, english in each}
    async with backend(name, references) as chosen:
        return {name: await measured(chosen, each, language=code(name)) for name, each in rows.items()}


def pairs(file: Path) -> tuple[tuple[str, str], ...]:
    """The sources and references of a file; lines without both are left out."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return tuple((row[0].strip(), row[1].strip()) for row in rows if len(row) > 1 and row[0].strip() and row[1].strip())


def code(name: str) -> str:
    """The language that a file is named by: `spa` and `es-AR` → `es`."""
    return base(_SHORT.get(name, name))


_CODES = """
spa=es fra=fr deu=de rus=ru zho=zh jpn=ja hin=hi ara=ar por=pt ita=it tur=tr pol=pl ukr=uk nld=nl kor=ko ces=cs
"""
_SHORT = dict(each.split("=") for each in _CODES.split())


async def measured(chosen: Backend, rows: tuple[tuple[str, str], ...], *, language: str) -> Result:
    """Translate all sources of a language in batches, and judge what came."""
    started, used = time.perf_counter(), processor()
    answers: list[str | None] = []
    for first in range(0, len(rows), BATCH):
        sources = [source for source, _ in rows[first : first + BATCH]]
        answers += [each.text if each else None for each in await chosen.translate(sources, language=language)]
    seconds, used = time.perf_counter() - started, processor() - used
    verdicts = tuple(
        None if answer is None else judge(source, answer, language=language)
        for (source, _), answer in zip(rows, answers, strict=True)
    )
    return Result(pairs=rows, answers=tuple(answers), verdicts=verdicts, seconds=seconds, processor=used)


def report(name: str, results: Sequence[Result], *, show: int = 0) -> None:
    """Print the measures of one language, or of all together."""
    rows = [row for each in results for row in zip(each.pairs, each.answers, each.verdicts, strict=True)]
    answered = [(answer, reference) for (_, reference), answer, _ in rows if answer is not None]
    passed = [(answer, reference) for (_, reference), answer, verdict in rows if answer and verdict and verdict.ok]
    stopped = Counter(str(verdict.fault) for _, _, verdict in rows if verdict and not verdict.ok)
    seconds, used = sum(each.seconds for each in results), sum(each.processor for each in results)
    kinds = ", ".join(f"{kind} {count}" for kind, count in stopped.most_common()) or "none"
    print(
        f"{name:8} {len(rows):5} sentences, {len(answered)} answered, {stopped.total()} stopped"
        f" ({stopped.total() / max(1, len(answered)):.1%}: {kinds})\n"
        f"{'':8} chrF {chrf(answered)}, of what passed {chrf(passed)};"
        f" {len(rows) / seconds if seconds else 0:.1f} sentences/s, {used:.1f} s of processor"
    )
    for (source, _), answer, verdict in [row for row in rows if row[2] and not row[2].ok][:show]:
        print(f"{'':10}{verdict.words if verdict else ''}\n{'':12}{source}\n{'':12}{answer}")


def chrf(rows: Sequence[tuple[str, str]]) -> str:
    """chrF2 of answers against their references, or a dash."""
    if not rows:
        return "–"
    return f"{CHRF().corpus_score([each for each, _ in rows], [[each for _, each in rows]]).score:.1f}"


def processor() -> float:
    """Seconds of processor that this process and its ended children have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def memory() -> float:
    """The most that this process has held, and the largest of its ended children, in MiB."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used) / 1024


if __name__ == "__main__":
    sys.exit(main())
