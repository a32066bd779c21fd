"""A translation model that tests build in a moment: real CTranslate2, real SentencePiece, a vocabulary of a few words.

It is a Transformer whose weights are written down instead of trained. Every token and every position has a code of ±1
in dimensions of its own; the decoder at position t attends, by the code of t, to the token there, and says what the
dictionary has for it. So its English is known word by word, numbers and names that it does not know are copied
through `replace_unknowns`, and what goes wrong around it shows.

    folder(path)                       # a CTranslate2 folder with sentencepiece.model beside model.bin
    package(path / "es_en.argosmodel") # the same as an Argos package
    ENGLISH["▁gato"] == "▁cat"
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

ENGLISH = {
    "▁el": "▁the", "▁la": "▁the", "▁un": "▁a", "▁gato": "▁cat", "▁perro": "▁dog", "▁presidente": "▁president",
    "▁visita": "▁visits", "▁ve": "▁sees", "▁no": "▁not", "▁casa": "▁house", "▁blanca": "▁white", "▁hoy": "▁today",
    "▁y": "▁and", "▁en": "▁in", "▁dice": "▁says", "▁nueva": "▁new", "▁ley": "▁law", "▁firma": "▁signs",
}  # fmt: skip
"""What it says for which piece. All other pieces it knows, letters and marks, stand for themselves."""

NAMES = {"es": "Spanish", "ca": "Catalan", "en": "English"}

MARKS = tuple(".,;:!?¡¿\"'()-%$€。！？؟۔।።")


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a model is; whatever its size, it says the same."""

    layers: int = 1  # of the encoder, and of the decoder
    width: int = 192  # half of it for the codes of tokens, half for those of positions
    inner: int = 192
    heads: int = 1
    noise: float = 0.0  # in what does nothing: weights that are all the same are stored, and kept in memory, once


LONGEST = 300
"""Positions it knows."""

CLEAR = 4.0
"""How much louder the token of the source is than the token before."""


def folder(path: Path, *, english: Mapping[str, str] = ENGLISH) -> Path:
    """Write the model into a new folder, with its SentencePiece file; the folder."""
    path.mkdir(parents=True)
    for name, body in _files(tuple(english.items())):
        (path / name).write_bytes(body)
    return path


def package(
    path: Path, *, source: str = "es", target: str = "en", english: Mapping[str, str] = ENGLISH, **metadata: object
) -> Path:
    """Write an Argos package, of one folder as the published ones are; the path."""
    path.write_bytes(packed(source=source, target=target, english=english, **metadata))
    return path


def packed(
    *, source: str = "es", target: str = "en", english: Mapping[str, str] = ENGLISH, **metadata: object
) -> bytes:
    """The bytes of an Argos package; `metadata` in addition to what one needs."""
    top = f"translate-{source}_{target}-1_0"
    about = {"package_version": "1.0", "argos_version": "1.9.0", "from_code": source, "to_code": target}
    about |= {"from_name": NAMES.get(source, ""), "to_name": NAMES.get(target, ""), **metadata}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{top}/metadata.json", json.dumps(about))
        for name, body in _files(tuple(english.items())):
            inside = name if name == "sentencepiece.model" else f"model/{name}"
            archive.writestr(f"{top}/{inside}", body)
    return buffer.getvalue()


@cache
def _files(english: tuple[tuple[str, str], ...]) -> tuple[tuple[str, bytes], ...]:
    """The files of the model, by name."""
    words = dict(english)
    pieces = _pieces(words)
    with TemporaryDirectory() as scratch:
        save(spec(pieces, words), Path(scratch))
        files = {file.name: file.read_bytes() for file in sorted(Path(scratch).iterdir())}
    return (*files.items(), ("sentencepiece.model", _sentencepiece(words)))


@cache
def _sentencepiece_of(words: tuple[str, ...]) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(
            [" ".join(word.removeprefix("▁") for word in words)] * 3 + list("abcdefghijklmnopqrstuvwxyz")
        ),
        model_writer=model,
        model_type="char",
        vocab_size=400,
        hard_vocab_limit=False,
        user_defined_symbols=[*words, *MARKS],
        normalization_rule_name="identity",
        minloglevel=2,
    )
    return model.getvalue()


def _sentencepiece(words: Mapping[str, str]) -> bytes:
    return _sentencepiece_of(tuple(dict.fromkeys([*words, *words.values()])))


def _pieces(words: Mapping[str, str]) -> list[str]:
    processor = sentencepiece.SentencePieceProcessor(model_proto=_sentencepiece(words))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def save(made: TransformerSpec, path: Path) -> None:
    """Write a model into a folder that is there, as the converters of CTranslate2 do."""
    made.validate()
    made.optimize(quantization="int8")
    made.save(str(path))


def spec(pieces: list[str], words: Mapping[str, str], size: Size = Size()) -> TransformerSpec:
    """The model that says `words` for pieces, and every other piece for itself. All its layers but one do nothing."""
    half = size.width // 2
    tokens, places = _codes(len(pieces), half, seed=1), _codes(LONGEST, half, seed=2)
    generator = np.random.default_rng(3)
    made = TransformerSpec.from_config(size.layers, size.heads, pre_norm=True)
    for side in (made.encoder, made.decoder):
        side.scale_embeddings = False
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = np.hstack([tokens, np.zeros_like(tokens)])
        side.position_encodings.encodings = np.hstack([np.zeros_like(places), places])
        _norm(side.layer_norm, size)
        for layer in side.layer:
            _nothing(layer, size, generator)
    look, read, write = _attention(size)
    attention = made.decoder.layer[-1].attention
    _linear(attention.linear[0], 4 * look)
    _linear(attention.linear[1], np.vstack([look, read]))
    _linear(attention.linear[2], CLEAR * write)
    number = {piece: index for index, piece in enumerate(pieces)}
    said = np.zeros((len(pieces), size.width), np.float32)
    for piece, index in number.items():
        said[number[words.get(piece, piece)], :half] += tokens[index]
    _linear(made.decoder.projection, said)
    made.register_source_vocabulary(pieces)
    made.register_target_vocabulary(pieces)
    made.config.add_source_eos = True
    return made


def _nothing(layer, size: Size, generator: np.random.Generator) -> None:
    """A layer that adds nothing, at full cost."""

    def blank(*shape: int) -> np.ndarray:
        return size.noise * generator.standard_normal(shape) if size.noise else np.zeros(shape)

    parts = [layer.self_attention, *([layer.attention] if hasattr(layer, "attention") else [])]
    for part in parts:
        _norm(part.layer_norm, size)
        for linear, times in zip(part.linear, (3, 1) if len(part.linear) == 2 else (1, 2, 1), strict=True):
            _linear(linear, blank(times * size.width, size.width))
    _norm(layer.ffn.layer_norm, size)
    _linear(layer.ffn.linear_0, blank(size.inner, size.width))
    _linear(layer.ffn.linear_1, blank(size.width, size.inner))


def _attention(size: Size) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights by which every head looks at a part of a position's code, reads a part of a token's, and writes it."""
    half, depth = size.width // 2, size.width // size.heads
    seen, told = min(depth, half), half // size.heads
    look, read = (np.zeros((size.width, size.width), np.float32) for _ in range(2))
    for head in range(size.heads):
        begin, place = head * depth, half + head * depth % half
        look[begin : begin + seen, place : place + seen] = np.eye(seen)
        read[begin : begin + told, head * told : (head + 1) * told] = np.eye(told)
    return look, read, read.T


def _norm(part, size: Size) -> None:
    part.gamma, part.beta = np.ones(size.width, np.float32), np.zeros(size.width, np.float32)


def _linear(part, weight: np.ndarray) -> None:
    part.weight, part.bias = weight.astype(np.float32), np.zeros(len(weight), np.float32)


def _codes(count: int, width: int, *, seed: int) -> np.ndarray:
    """As many rows of ±1, half of each, that are nothing like each other."""
    generator = np.random.default_rng(seed)
    half = np.repeat(np.array([1.0, -1.0], np.float32), width // 2)
    return np.stack([generator.permutation(half) for _ in range(count)])
