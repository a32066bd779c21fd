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

TOKEN, PLACE = 96, 96
"""Dimensions of the codes of tokens and of positions."""

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
        spec = _spec(pieces, words)
        spec.validate()
        spec.optimize(quantization="int8")
        spec.save(scratch)
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


def _spec(pieces: list[str], words: Mapping[str, str]) -> TransformerSpec:
    depth = TOKEN + PLACE
    tokens, places = _codes(len(pieces), TOKEN, seed=1), _codes(LONGEST, PLACE, seed=2)
    spec = TransformerSpec.from_config(1, 1, pre_norm=True)
    table = np.hstack([tokens, np.zeros((len(pieces), PLACE), np.float32)])
    here = np.hstack([np.zeros((LONGEST, TOKEN), np.float32), places])
    nothing, flat = np.zeros((depth, depth), np.float32), np.zeros(depth, np.float32)
    token, place = nothing.copy(), nothing.copy()
    token[:TOKEN, :TOKEN], place[TOKEN:, TOKEN:] = np.eye(TOKEN), np.eye(PLACE)

    def norm(part) -> None:
        part.gamma, part.beta = np.ones(depth, np.float32), flat

    def linear(part, weight) -> None:
        part.weight, part.bias = weight.astype(np.float32), np.zeros(len(weight), np.float32)

    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = table
        side.position_encodings.encodings = here
        norm(side.layer_norm)
        layer = side.layer[0]
        norm(layer.self_attention.layer_norm)
        linear(layer.self_attention.linear[0], np.zeros((3 * depth, depth), np.float32))
        linear(layer.self_attention.linear[1], nothing)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, nothing)
        linear(layer.ffn.linear_1, nothing)
    attention = spec.decoder.layer[0].attention
    norm(attention.layer_norm)
    linear(attention.linear[0], 4 * place)
    linear(attention.linear[1], np.vstack([place, token]))
    linear(attention.linear[2], CLEAR * token)
    number = {piece: index for index, piece in enumerate(pieces)}
    said = np.zeros((len(pieces), depth), np.float32)
    for piece, index in number.items():
        said[number[words.get(piece, piece)], :TOKEN] += tokens[index]
    linear(spec.decoder.projection, said)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    return spec


def _codes(count: int, width: int, *, seed: int) -> np.ndarray:
    """As many rows of ±1, half of each, that are nothing like each other."""
    generator = np.random.default_rng(seed)
    half = np.repeat(np.array([1.0, -1.0], np.float32), width // 2)
    return np.stack([generator.permutation(half) for _ in range(count)])
