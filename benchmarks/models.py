"""What offline translation costs on your machine: `python benchmarks/models.py [FOLDER]`.

FOLDER is a package in the data folder (data/translate/es_en); without it, a model of the usual size is made (6 + 6
layers, 512 wide, 32,000 pieces, int8), whose weights are such that it repeats its input: all the work of a translation
without its sense, and as long as one. An installed package is given the same invented words, which it does not know.
Prints the time to load, seconds and processor seconds for sentences one at a time and in batches, for 500 articles as
the bot translates them (title and lead, worker process and all), how long the event loop was held, and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sentencepiece

from benchmarks.machine import machine
from bot.adapters import translate_ct2_worker as worker
from bot.adapters.translate_ct2 import Ct2Translator
from bot.adapters.translate_ct2_worker import Model
from tests import toymodel

PIECES = 32_000
SIZE = toymodel.Size(layers=6, width=512, inner=2048, heads=8, noise=1e-4)
ALONE, BATCH, BATCHES = 20, 20, 5
ARTICLES = 500


def main() -> None:
    """Make or open a model, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    print(machine("ctranslate2", "sentencepiece"))
    with TemporaryDirectory() as scratch:
        measure(given.folder or invent(Path(scratch) / "package"))


def measure(package: Path) -> None:
    """Everything the module says, of one package."""
    folder, pieces = package / "model", package / "sentencepiece.model"
    model = Model(folder=folder, source=pieces, target=pieces)
    texts = sentences(2_000)
    reader = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    print(f"sentences of {sum(map(len, reader.encode(texts))) / len(texts):.0f} tokens in the mean")
    before = resident()
    with timed("load", 1):
        worker.translate([model], ["1."])
    size = (folder / "model.bin").stat().st_size / 1e6
    print(f"memory of the model: {resident() - before:.0f} MB, libraries included; its file: {size:.0f} MB")
    with timed("a sentence alone", ALONE):
        for text in texts[:ALONE]:
            worker.translate([model], [text])
    with timed(f"a sentence in batches of {BATCH}", BATCH * BATCHES):
        for number in range(BATCHES):
            worker.translate([model], texts[number * BATCH : (number + 1) * BATCH])
    print(f"memory of a process with the model, at work: {resident():.0f} MB")
    asyncio.run(articles(model, texts))


class Through:
    """The way through one model, from every language."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def route(self, _language: str) -> tuple[Model, ...]:
        """That model."""
        return (self.model,)

    def languages(self) -> frozenset[str]:
        """Nobody asks."""
        return frozenset()


async def articles(model: Model, texts: list[str]) -> None:
    """Titles and leads through the translator, as a pass does it."""
    titles, leads = texts[:ARTICLES], [" ".join(texts[at : at + 2]) for at in range(ARTICLES, 3 * ARTICLES, 2)]
    translator = Ct2Translator(name="model", ways=Through(model), limit=600.0)
    held: list[float] = []

    async def watch() -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.01)
            held.append(time.perf_counter() - started - 0.01)

    watching = asyncio.create_task(watch())
    started, used = time.perf_counter(), children()
    answers = await translator.translate([*titles, *leads], language="es")
    seconds = time.perf_counter() - started
    watching.cancel()
    done = sum(answer.text is not None for answer in answers)
    await translator.close()
    count = 3 * ARTICLES
    print(
        f"{ARTICLES} articles, {count} sentences, {done} of {len(answers)} texts with English: {seconds:.1f} s, ",
        end="",
    )
    print(
        f"{count / seconds:.0f} sentences/s, {1000 * (children() - used) / count:.1f} s of processor for 1,000 of them"
    )
    print(f"event loop held at most {1000 * max(held):.0f} ms meanwhile")


def words() -> list[str]:
    """Words of no language."""
    chance = random.Random(7)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "os", "ion")]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(60_000)]


def sentences(count: int) -> list[str]:
    """Sentences as long as those of news: 8 to 28 words, 18 in the mean."""
    chance, known = random.Random(7), words()
    return [" ".join(chance.choices(known, k=chance.randint(8, 28))).capitalize() + "." for _ in range(count)]


def invent(package: Path) -> Path:
    """Write a package of the usual size; its folder."""
    (package / "model").mkdir(parents=True)
    known = words()
    buffer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(" ".join(known[at : at + 20]) for at in range(0, len(known), 20)),
        model_writer=buffer,
        vocab_size=PIECES,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (package / "sentencepiece.model").write_bytes(buffer.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=buffer.getvalue())
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    pieces += [f"▁filler{number}" for number in range(PIECES - len(pieces))]
    toymodel.save(toymodel.spec(pieces, {}, SIZE), package / "model")
    return package


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Print wall and processor time of each of `count` things."""
    started, used = time.perf_counter(), time.process_time()
    yield
    wall, processor = time.perf_counter() - started, time.process_time() - used
    print(f"{what}: {1000 * wall / count:.0f} ms, {1000 * processor / count:.0f} ms of processor")


def children() -> float:
    """Processor seconds of the processes that this one started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def resident() -> float:
    """MB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
