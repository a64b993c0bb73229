"""What words ask of a finished picture: darker, muted, less shine, another colour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, get_args

from prompts import colours
from prompts.lexicon import section
from prompts.setup import Rgb

Axis = Literal[
    "light",
    "warmth",
    "chroma",
    "contrast",
    "focus",
    "texture",
    "shine",
    "even",
    "redness",
    "lines",
    "freckles",
    "spots",
    "grey",
]
AXES: tuple[Axis, ...] = get_args(Axis)
SLIGHT, STRONG = 0.5, 1.6
RED = ("red", "pink")
SMALL = re.compile(r"^[\s]*(?:(?:of|so|as|the|that|this|its|any|a)\s+)*$")  # may stand between


@dataclass(frozen=True)
class Wish:
    """Amounts by axis: 1 is plainly more, -1 plainly less; and a colour, linear."""

    amounts: dict[Axis, float] = field(default_factory=dict[Axis, float])
    colour: Rgb | None = None

    def of(self, axis: Axis) -> float:
        """How much more or less; 0 if nothing was said."""
        return self.amounts.get(axis, 0.0)

    def only(self, *axes: Axis) -> "Wish":
        """What it says of these axes, and its colour."""
        kept: dict[Axis, float] = {
            axis: amount for axis, amount in self.amounts.items() if axis in axes
        }
        return Wish(kept, self.colour)

    @property
    def empty(self) -> bool:
        """Was nothing understood?"""
        return not self.amounts and self.colour is None


class _Meaning(NamedTuple):
    kind: Literal["word", "thing", "direction", "degree", "colour"]
    value: float  # of a word its sign; of a thing what it means alone; of the others a factor
    axis: Axis | None = None


def wish(text: str) -> Wish:
    """Read a wish. What is not understood is passed over; `empty` says that nothing was."""
    low = plain(text)
    amounts: dict[Axis, float] = {}
    colour: Rgb | None = None
    direction: float | None = None
    degree, last = 1.0, 0
    for start, end, meaning in _heard(low):
        near = bool(SMALL.match(low[last:start]))
        last = end
        match meaning.kind:
            case "degree":
                degree = meaning.value
                continue  # it belongs to what follows
            case "direction":
                direction = meaning.value
                continue
            case "colour" if near and direction == -1:  # "less red" is no wish for red
                _add(amounts, "redness" if low[start:end] in RED else "chroma", -degree)
                direction = None
            case "colour":
                colour = colour or colours.rgb(low[start:end])
            case "word":
                turned = -1.0 if near and direction == -1 else 1.0  # "less warm"
                _add(amounts, meaning.axis, meaning.value * turned * degree)
                direction = None
            case "thing":
                said = meaning.value if direction is None else direction
                _add(amounts, meaning.axis, said * degree)
        degree = 1.0
    return Wish(amounts, colour)


def plain(text: str) -> str:
    """Lower case, plain apostrophes, no hyphens but in "off-white", single spaces."""
    low = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return re.sub(r"\s+", " ", re.sub(r"(?<!off)-(?!white)", " ", low)).strip()


def _add(amounts: dict[Axis, float], axis: Axis | None, amount: float) -> None:
    if axis is not None:
        amounts.setdefault(axis, amount)  # what is said first counts


def _heard(low: str) -> Iterator[tuple[int, int, _Meaning]]:
    pattern, meanings = _table()
    for found in pattern.finditer(low):
        word = found.group(0)
        yield found.start(), found.end(), meanings.get(word, _Meaning("colour", 0))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, _Meaning]]:
    """All that is known, the longest first, and what each means."""
    known: dict[str, _Meaning] = {}
    for axis in AXES:
        rows = section(f"retouching.{axis}")
        alone = -1.0 if rows.get("alone") == "less" else 1.0
        known |= {word: _Meaning("word", 1.0, axis) for word in rows["more"]}
        known |= {word: _Meaning("word", -1.0, axis) for word in rows["less"]}
        known |= {word: _Meaning("thing", alone, axis) for word in rows["things"]}
    turns, degrees = section("retouching.direction"), section("retouching.degree")
    known |= {word: _Meaning("direction", 1) for word in turns["forth"]}
    known |= {word: _Meaning("direction", -1) for word in turns["back"]}
    known |= {word: _Meaning("degree", SLIGHT) for word in degrees["slight"]}
    known |= {word: _Meaning("degree", STRONG) for word in degrees["strong"]}
    shades = "|".join(colours.SHADES)
    names = "|".join(sorted((*colours.WORDS, *colours.SAME), key=len, reverse=True))
    colour = rf"(?:\b(?:{shades}) )?\b(?:{names})\b|#[0-9a-f]{{6}}\b"
    longest = sorted(known, key=len, reverse=True)
    phrases, words = (
        "|".join(re.escape(word) for word in longest if (" " in word) == spaced)
        for spaced in (True, False)
    )  # "black and white" before "black", "dark green" before "dark"
    return re.compile(rf"\b(?:{phrases})\b|{colour}|\b(?:{words})\b"), known
