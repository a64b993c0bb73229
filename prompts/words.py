"""Words for models: cleaned of what says nothing, counted as a model counts, and joined."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

EMPTY = (
    "hyper-?\\s?realis(?:m|tic)", "ultra-?\\s?realis(?:m|tic)", "photo-?\\s?realis(?:m|tic)",
    "masterpiece", "best quality", "(?:high|top|highest)[ -]quality", "award[ -]winning",
    "(?:ultra|highly|extremely|insanely|super|hyper)[ -]?detailed", "intricate details?",
    "(?:4|8|16)k", "u?hd", "hdr", "trending on \\w+", "artstation", "cgsociety", "unreal engine",
    "octane render", "stunning", "breathtaking", "jaw[ -]dropping", "high[ -]res(?:olution)?",
    "absurdres", "best ever",
)  # fmt: skip
"""Praise that no model can obey: it names no light, no lens and no thing."""

BUDGET = 75  # tokens of one CLIP chunk, without its start and end marks
MARGIN = 3  # tokens kept for rare words, which the count takes for common ones
BREAK = " BREAK "

_EMPTY = re.compile(rf"(?<!\w)(?:{'|'.join(EMPTY)})(?!\w)", re.IGNORECASE)
_SYNTAX = re.compile(r"[()\[\]{}<>|\\*_~`]")  # weights and embeddings in some front ends


def plain(text: str) -> str:
    """One line without empty words, prompt syntax or a closing stop."""
    text = _SYNTAX.sub(" ", "".join(c if c.isprintable() else " " for c in text))
    while (less := re.sub(r"\s+", " ", _EMPTY.sub(" ", text))) != text:  # one may join another
        text = less
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[,;:.])", "", text)
    text = re.sub(r"[.!?]+\s+", "; ", text)  # our sentences end where we say
    return text.strip(" ,.;:!?-")


def tokens(text: str) -> int:
    """How many CLIP tokens `text` has, nearly: no vocabulary is at hand here.

    One for a word of up to 8 letters and one more for every 4 beyond; one for each digit, each
    sign and each byte of other scripts.
    """
    count = 0
    for part in re.findall(r"[a-zA-Z]+|\d|[^\sa-zA-Z\d]", text):
        if part.isascii() and part.isalpha():
            count += 1 + math.ceil(max(len(part) - 8, 0) / 4)
        else:
            count += len(part.encode())
    return count


class Phrase(NamedTuple):
    """One idea of a prompt. A spare one came from the look, and goes first when room is short."""

    text: str
    spare: bool = False


def fit(phrases: Sequence[Phrase], budget: int = BUDGET - MARGIN) -> tuple[str, ...]:
    """Join phrases, most important first, into chunks within the budget.

    What was said is never dropped and makes as many chunks as it needs, most often one. Spare
    phrases fill the room that is left in them, the most important first.
    """
    kept = _distinct(phrases)
    chosen = [phrase for phrase in kept if not phrase.spare]
    room = max(1, len(_packed(chosen, budget)))
    for phrase in kept:
        if phrase.spare:
            tried = [p for p in kept if p in chosen or p is phrase]
            chosen = tried if len(_packed(tried, budget)) <= room else chosen
    return _packed(chosen, budget)


def _distinct(phrases: Sequence[Phrase]) -> list[Phrase]:
    seen: dict[str, Phrase] = {}
    for phrase in phrases:
        if phrase.text:
            seen.setdefault(phrase.text.lower(), phrase)
    return list(seen.values())


def _packed(phrases: Sequence[Phrase], budget: int) -> tuple[str, ...]:
    chunks: list[str] = []
    for part in (piece for phrase in phrases for piece in _split(phrase.text, budget)):
        longer = f"{chunks[-1]}, {part}" if chunks else part
        if chunks and tokens(longer) <= budget:
            chunks[-1] = longer
        else:
            chunks.append(part)
    return tuple(chunks)


def _split(text: str, budget: int) -> list[str]:
    """Cut one phrase that is longer than a chunk at its words, or inside one if need be."""
    if tokens(text) <= budget:
        return [text]
    pieces: list[str] = []
    for word in text.split():
        for part in _letters(word, budget):
            longer = f"{pieces[-1]} {part}" if pieces else part
            if pieces and tokens(longer) <= budget:
                pieces[-1] = longer
            else:
                pieces.append(part)
    return pieces


def _letters(word: str, budget: int) -> list[str]:
    if tokens(word) <= budget:
        return [word]
    half = len(word) // 2
    return _letters(word[:half], budget) + _letters(word[half:], budget)


def listed(items: Sequence[str]) -> str:
    """Join as in "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital, end with a stop."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


_DETERMINED = re.compile(
    r"^(?:an?|the|his|her|their|its|some|no|one|two|three|several)\b", re.IGNORECASE
)
_BARE = (
    "denim", "linen", "leather", "silk", "wool", "tweed", "velvet", "lace", "cotton", "black",
    "white", "armour", "armor", "fur", "clothing", "workwear", "tweeds", "attire", "uniformed",
    "knitwear", "hair", "stubble", "makeup", "make-up", "skin", "rain", "traffic", "foliage",
    "outdoors", "home", "water", "sky", "darkness", "indoors", "outside", "backstage", "grass",
    "concrete", "snow", "sand", "smoke", "fog", "mist", "haze", "dust", "drizzle", "sunlight",
)  # fmt: skip
_SINGULAR = ("lens", "canvas", "glass", "dress", "iris", "cross", "bus", "cutlass", "cypress")
_HEAD = re.compile(
    r",| with | and | over | in | under | of | behind | at | on | after | comes | from "
)


def with_article(text: str) -> str:
    """Put "a" before "black turtleneck"; plurals and stuffs stay as they are."""
    head = _HEAD.split(text, maxsplit=1)[0].split()
    if not head or _DETERMINED.match(text):
        return text
    last = head[-1].lower()
    if last in _BARE or (last.endswith("s") and not last.endswith(_SINGULAR)):
        return text
    if head[0][0].isupper():  # a name: "Tokyo"
        return text
    return f"{article(text)} {text}"


def article(text: str) -> str:
    """Return "a" or "an", by the sound of what follows."""
    if re.match(r"(?:8|11\b|18\b)", text):
        return "an"
    if re.match(r"(?:uni|eu|one\b|us[ei])", text, re.IGNORECASE):
        return "a"
    return "an" if text[:1].lower() in "aeiou" and text[:1] else "a"
