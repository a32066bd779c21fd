"""What has no place in a translation: markup, a model's own talk, instructions, broken characters, lost quotations."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"</?(?:p|br|b|i|u|a|div|span|strong|em|h[1-6]|li|ul|ol|script|style|img|html|body|table|t[rdh]|s|unk|pad"
    r"|source|target"
    r"|text|article|item|system|user|assistant|title|translation)\b[^<>]{0,200}/?>|&(?:lt|gt|amp|quot|nbsp|#\d+);"
    r"|```|\*\*\w|\[/?(?:INST|url|b|i)\]"
    r"|<\|[\w ]+\|>|<</?SYS>>|^\s*[{\[]\s*\"\w+\"\s*:|\"\w+\"\s*:\s*[\"\[{]|!?\[[^\]]*\]\(https?:|^#{1,6} |\{\{"
    r"|\}\}|__\w+__",
    re.IGNORECASE | re.MULTILINE,
)

_TALK = re.compile(
    r"(?:^|[.!?]\s+)(?:english )?translation\s*:|\bas an? (?:ai|artificial intelligence|(?:large )?language model"
    r"|assistant|helpful assistant)\b|\b(?:large )?language model\b"
    r"|\b(?:here(?:['’]s| is| are)|below is|this is) (?:the|your|my|an?)(?: \w+){0,3} translation"
    r"|^\s*(?:english )?(?:translation|translated text|output|answer|result|response)"
    r"\s*(?:\([^)]*\))?\s*:|^\s*(?:sure|certainly|of course|okay)[!,]? (?:here|i)\b|^\s*sure[!,]|\bi(?:['’]m"
    r"| am) (?:sorry|unable|afraid),? (?:but |that )?(?:i )?(?:can|not able|to translate)"
    r"|\bi (?:cannot|can['’]t|can not|am unable to|will not) (?:translate|assist|help|provide|fulfil|comply|do that)"
    r"|\b(?:translated|translate) (?:from|into|to|the following|this text)(?: \w+){0,4} (?:to|into) english"
    r"|\btranslator['’]?s? note\b|\[?(?:translation )?note:? |^\s*(?:user|assistant|system|human|ai|bot|prompt"
    r"|instruction)s?\s*:"
    r"|\n\s*(?:user|assistant|system|human|translation|note|english|explanation)\s*:|\bsystem prompt\b|\b(?:my|your"
    r"|the|these|those|all|any) (?:\w+ )?(?:previous|prior|above|earlier|original"
    r"|preceding) (?:\w+ )?(?:instruction|prompt|direction|command|rule|message)s?"
    r"|\b(?:ignore|disregard|forget|override|bypass) (?:all|any|the|your|my|these|previous|everything|what|prior"
    r"|every)\b(?: \w+){0,5} ?(?:instruction|prompt|rule|above|said|told|before|direction|guideline|training)s?"
    r"|\bplease provide (?:the|me|a)\b.{0,30}\b(?:text|sentence|article)|\b(?:hope this helps|let me know if"
    r"|feel free to ask|would you like me|how can i (?:help|assist))"
    r"|\byou are (?:now )?(?:an? )?(?:\w+ )?(?:assistant|translator|ai|chatbot|dan)\b|\b(?:reveal|print|output"
    r"|repeat|show|send|leak) (?:the |your |me |us |all )*(?:system |secret|password|token|api|prompt|instruction"
    r"|credential|hidden)"
    r"|\b(?:api[_ ]?key|bot token)\b|\b(?:respond|reply|answer|say|write|output) (?:only |just |with "
    r"|exactly )+(?:the |with |\"|'|“|in )|\bnew instructions?\b|\bdeveloper mode\b|\bjailbreak"
    r"|\b(?:click|tap) (?:here|the link|on the link|this link|below)|\b(?:visit|go to|open) (?:https?:|www\."
    r"|our (?:site|website|channel))|\bsubscribe (?:to|now)|\bsend (?:bitcoin|money|btc|crypto)"
    r"|\bjoin our (?:telegram|channel|group)|\bbuy now\b",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r"(?:https?://|www\.|\bt\.me/)[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@[A-Za-z]\w{3,}")

_GARBLED = re.compile(
    "\ufffd|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|Ã[\x80-\xbf©¨ª«¡³±¶¼´®§]|â€[™œ\x9d“”˜¦]|Â[«»°©®·¿¡]"
    "|Ð[\xa0-\xbf°-¿]|Ñ[\x80-\x8f]"
    "|\u2581|⁇|<unk>|\\?{4,}|[□■]{2,}|\\\\u[0-9a-f]{4}|&#x?[0-9a-f]+;|[\u202a-\u202e\u2066-\u2069]",
    re.IGNORECASE,
)


def markup(source: str, english: str) -> str | None:
    """The first markup in the English that is not in the source."""
    return _new(_MARKUP, source, english)


def talk(source: str, english: str) -> str | None:
    """The first words of the English that speak as a model or to one, or lead elsewhere, where the source does not."""
    return _new(_TALK, source, english) or _new(_LINK, source, english) or _new(_HANDLE, source, english)


def garbled(source: str, english: str) -> str | None:
    """The first broken character of the English."""
    return _new(_GARBLED, source, english)


def _new(pattern: re.Pattern[str], source: str, english: str) -> str | None:
    for match in pattern.finditer(english):
        if match[0] not in source:
            return match[0].strip()
    return None


_OPENING = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "”": "”",
    '"': '"',
    "‘": "’",
    "‚": "‘",
    "《": "》",
}
_SOURCE_MARKS = re.compile(r"[\"“”„«»「」『』]")
_ENGLISH_MARKS = re.compile(r"[\"“”„«»]|(?<!\w)[‘‚'’](?=\w)|(?<=[\w.,!?])[’'](?!\w)")
_SPAN = re.compile(r"[“„«「『\"]([^“”„«»「」『』\"]+)[”“»」』\"]")


def quote_lost(source: str, english: str, *, language: str) -> bool:
    """Whether the English quotes nothing where the source quotes words of somebody, or not half as much.

    One quoted word or a quoted title is often told without marks by people too, and is not asked for.
    """
    told = len(_SOURCE_MARKS.findall(source))
    if told < 2:
        return False
    kept = len(_ENGLISH_MARKS.findall(english))
    if kept:
        return told >= 4 and kept < told / 2
    if source.count('"') % 2:
        return False
    if _SAID.search(source):
        return True
    return told >= 4 or any(_speech(match[1], language) for match in _SPAN.finditer(source))


_SAID = re.compile(
    r"[:：]\s?[“「『«„\"][^”」』»\"]{4,}|[“「][^”」]{3,}[。！？][”」]|「[^」]{4,}」と(?:述|話|語|言|訴|呼びか|説明"
    r"|答|強調)"
)
"""Somebody's words, told as such."""


def _speech(span: str, language: str) -> bool:
    """Whether a quoted span is long enough to be somebody's words."""
    if language in ("zh", "ja", "th"):
        return len(span) >= (12 if language == "ja" else 8)
    return len(span.split()) >= (3 if language in ("ru", "uk", "bg", "be") else 2) and len(span) >= 10
