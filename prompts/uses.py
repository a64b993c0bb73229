"""What a picture is for: its use gives the aspect and the size of the delivery."""

import math
import re
from typing import NamedTuple

MAX_RATIO = 4.0
STEP = 16  # every model family takes multiples of 16
MIN_SIDE, MAX_SIDE = 64, 4096  # of engine.protocol's Size


class UseError(ValueError):
    """A sentence: why this frame cannot be, and what would."""


class Use(NamedTuple):
    """One purpose: the words that ask for it, its aspect and the pixels of its delivery."""

    name: str
    words: tuple[str, ...]
    aspect: str
    width: int
    height: int


PORTRAIT = Use("portrait", (), "4:5", 2048, 2560)

USES: tuple[Use, ...] = (
    Use("story", ("story", "stories", "reel", "reels", "tiktok", "shorts"), "9:16", 1080, 1920),
    Use("banner", ("banner", "header", "hero image", "thumbnail", "youtube", "website"),
        "16:9", 1920, 1080),
    Use("film still", ("film still", "movie still", "cinemascope", "anamorphic", "widescreen"),
        "239:100", 2048, 857),
    Use("book cover", ("book cover", "novel", "paperback"), "2:3", 2000, 3000),
    Use("album cover", ("album cover", "album", "record sleeve", "single cover", "podcast"),
        "1:1", 3000, 3000),
    Use("magazine", ("magazine", "editorial", "cover"), "3:4", 2400, 3200),
    Use("poster", ("poster", "one-sheet", "one sheet", "key art", "billboard"), "2:3", 2400, 3600),
    Use("avatar", ("avatar", "profile", "icon"), "1:1", 1024, 1024),
    Use("headshot", ("headshot", "head shot", "casting", "actor"), "4:5", 2400, 3000),
    Use("mood board", ("mood board", "moodboard", "reference", "lookbook"), "4:5", 1600, 2000),
    Use("social", ("social", "instagram", "feed", "post"), "4:5", 1080, 1350),
    Use("print", ("print", "exhibition", "gallery"), "4:5", 3200, 4000),
)  # fmt: skip
"""In order of search: the more particular words first."""


def use(text: str | None) -> Use:
    """The use that `text` names; a plain 4:5 portrait where it names none."""
    lower = (text or "").lower()
    for each in USES:
        if any(re.search(rf"\b{re.escape(word)}\b", lower) for word in each.words):
            return each
    return PORTRAIT


def aspect(text: str | None) -> str:
    """The aspect of a use: "poster" is "2:3"; "4:5" where the words say nothing."""
    return use(text).aspect


def ratio(text: str) -> float:
    """Width over height of "4:5". Raises UseError beyond 1:4 and 4:1."""
    width, height = (int(part) for part in text.split(":"))
    value = width / height
    if not 1 / MAX_RATIO <= value <= MAX_RATIO:
        raise UseError(f"No portrait fits an aspect of {text}: stay between 1:4 and 4:1.")
    return value


def frame(aspect: str, pixels: int) -> tuple[int, int]:
    """Width and height, multiples of 16, near `pixels` in area and nearest to the aspect.

    Raises UseError for an aspect beyond 1:4 and 4:1.
    """
    wanted = ratio(aspect)
    ideal = math.sqrt(pixels * wanted) / STEP
    candidates = range(max(1, math.floor(ideal * 0.9)), math.ceil(ideal * 1.1) + 1)
    sizes = [(_side(w), _side(w / wanted)) for w in candidates]
    return min(sizes, key=lambda size: _misfit(size, wanted, pixels))


def _side(steps: float) -> int:
    return min(max(round(steps) * STEP, MIN_SIDE), MAX_SIDE)


def _misfit(size: tuple[int, int], wanted: float, pixels: int) -> float:
    """A wrong shape weighs five times a wrong area: the eye sees the one and not the other."""
    width, height = size
    shape = abs(math.log(width / height / wanted))
    area = abs(math.log(width * height / pixels))
    return 5 * shape + area
