"""From words for hair, beards and brows to numbers; greying by age where nothing is said."""

import re
from functools import cache
from typing import Any

import numpy as np

from engine.maquette.heritage import Descent
from engine.maquette.person import Hair, HairStyle, Rgb
from engine.maquette.words import Lexicon, plain, table

OLD = 62  # years from which unsaid hair is drawn from the older tables
TALK_OF_BEARDS = re.compile(r"\b(?:beard|moustache|mustache|stubble)")
FRINGE = Lexicon(dict.fromkeys(("fringe", "bangs", "hime cut", "bowl cut"), 1))
SHORT = Lexicon(dict.fromkeys(("short", "cropped", "close"), 1))
LONG = Lexicon(
    dict.fromkeys(("long", "very long", "shoulder length", "waist length", "flowing"), 1)
)


@cache
def _styles() -> list[tuple[Lexicon[int], dict[str, Any]]]:
    rows: list[dict[str, Any]] = table("hair")["style"]
    return [(Lexicon(dict.fromkeys(row["words"], 1)), row) for row in rows]


@cache
def _lexicon(part: str, name: str = "colours") -> Lexicon[Any]:
    return Lexicon(table(name)[part])


def said_style(text: str | None) -> HairStyle | None:
    """The style that the words name."""
    for words, row in _styles():
        if words.first(text):
            if SHORT.first(text) and "short" in row:
                return row["short"]
            if LONG.first(text) and "long" in row:
                return row["long"]
            return row["style"]
    return None


def said_cut(text: str | None) -> bool:
    """Do the words name a style, a length or a fringe?"""
    lexicons = (_lexicon("lengths", "hair"), FRINGE, SHORT, LONG)
    return said_style(text) is not None or any(words.first(text) for words in lexicons)


def hears(text: str) -> bool:
    """Does anything in these words tell of hair?"""
    lexicons = (
        _lexicon("lengths", "hair"),
        _lexicon("hair"),
        _lexicon("grey"),
        _lexicon("beards", "hair"),
        _lexicon("brows", "hair"),
        FRINGE,
        SHORT,
        LONG,
    )
    return said_style(text) is not None or any(words.first(text) for words in lexicons)


def _texture(text: str | None, style: HairStyle, own: str) -> HairStyle:
    """Coily hair that is said to be short, long or loose keeps its coils."""
    worn: dict[tuple[str, HairStyle], HairStyle] = {
        ("coily", "short"): "crop",
        ("coily", "curly"): "afro",
        ("coily", "side-part"): "crop",
    }
    straightened = Lexicon(dict.fromkeys(("straight", "sleek", "relaxed", "wavy"), 1)).first(text)
    return style if straightened else worn.get((own, style), style)


def grey_by_age(age: float, seed: int) -> float:
    """The share of white hair: half of it by the early sixties, earlier or later by the seed."""
    rng = np.random.default_rng([seed, 4])
    half = 61 + 7 * rng.normal()
    grown = 1 / (1 + np.exp(-(age - half) / 6.5))
    return float(np.clip(1.05 * grown - 0.03, 0, 1))


def hair(
    text: str | None,
    age: float,
    *,
    woman: bool,
    descent: Descent,
    seed: int,
    marks: tuple[str, ...] = (),
) -> Hair:
    """The head of hair. Where no colour of it is said, it has the colour that a beard has."""
    rng = np.random.default_rng([seed, 3])
    unsaid: dict[str, Any] = table("hair")["unsaid"]
    kind = ("old_" if age >= OLD else "") + ("woman" if woman else "man")
    choices: list[HairStyle] = unsaid[kind][descent.texture]
    drawn = choices[int(rng.integers(len(choices)))]
    loose = float(rng.uniform(0.85, 1.15))
    fringed = bool(rng.random() < (0.25 if woman else 0.1)) and drawn in ("bob", "long", "wavy")
    dyes = bool(rng.random() < (0.55 if woman else 0.12)) and age < 74
    style = said_style(text)
    worn = _texture(text, style, descent.texture) if style else drawn
    lengths = _lexicon("lengths", "hair").hits(text)
    length = float(lengths[0].value) if lengths else loose
    if worn in ("short", "crop", "buzz", "bob") and length < 1:
        length = max(length, 0.85)  # the style already says short
    tinted = (text, *(mark for mark in marks if TALK_OF_BEARDS.search(plain(mark))))
    told = next((t for t in tinted if _lexicon("hair").hits(t) or _lexicon("grey").hits(t)), None)
    colours = _lexicon("hair").hits(told)
    natural: list[float] = _lexicon("hair").table[descent.hair]
    chosen: list[float] = colours[0].value if colours else natural
    greys = [float(hit.value) for hit in _lexicon("grey").hits(told)]
    if greys:
        grey = max(greys)
    elif colours or dyes:
        grey = 0.0
    else:
        grey = grey_by_age(age, seed)
    fringe = bool(FRINGE.first(text)) or (text is None and fringed)
    return Hair(worn, _shade(chosen, rng), grey, length, fringe)


def _shade(colour: list[float], rng: np.random.Generator) -> Rgb:
    k = float(rng.uniform(0.88, 1.14))
    return colour[0] * k, colour[1] * k, colour[2] * k


def beard(
    marks: tuple[str, ...], hair_text: str | None, *, man: bool, age: float, seed: int
) -> float:
    """How much beard: 0 shaven .. 1 full. Unsaid, some men have one."""
    rng = np.random.default_rng([seed, 5])
    roll, amount = rng.random(), rng.random()
    for text in (*marks, hair_text):
        hit = _lexicon("beards", "hair").first(text)
        if hit:
            return float(hit.value)
        if TALK_OF_BEARDS.search(plain(text)):
            return 0.0  # "no beard"
    if not man or age < 20:
        return 0.0
    if roll < 0.45:
        return 0.0
    return 0.1 + 0.25 * amount if roll < 0.8 else 0.45 + 0.5 * amount


def brows(marks: tuple[str, ...], *, woman: bool, seed: int) -> float:
    """Thickness of the brows."""
    rng = np.random.default_rng([seed, 6])
    own = float(np.clip((0.92 if woman else 1.12) + 0.13 * rng.normal(), 0.6, 1.5))
    said = [hit.value for text in marks for hit in _lexicon("brows", "hair").hits(text)]
    return said[0] if said else own
