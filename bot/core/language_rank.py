"""How probable each of some languages is for a text, by py3langid. For worker processes: its model is large."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier


def rank(text: str, languages: frozenset[str]) -> Mapping[str, float]:
    """The `Rank` of bot.core.language (naive Bayes over byte n-grams, 97 languages; 0.04 ms a headline).

    The first call in a process reads the model: about 100 MB of memory and half a second.
    """
    scores = {name: score for name, score in _identifier().rank(text) if name in languages}
    total = sum(scores.values())
    return {name: score / total for name, score in scores.items()} if total else {}


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
