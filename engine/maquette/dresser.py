"""From words for clothes to an Outfit."""

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

import numpy as np

from engine.maquette.person import Frames, Garment, Outfit, Rgb
from engine.maquette.words import Hit, Lexicon, plain, table

SOBER: dict[Garment, str] = {
    "suit": "charcoal"
}  # colours that a drawn garment does not leave to chance
SUIT_SHIRT: Rgb = (0.62, 0.61, 0.60)


@dataclass(frozen=True)
class Cut:
    """One row of the table of garments."""

    garment: Garment
    layer: int
    colour: str
    sheen: float


@cache
def _garments() -> Lexicon[Cut]:
    out: dict[str, Cut] = {}
    for row in table("wardrobe")["garment"]:
        cut = Cut(row["garment"], row["layer"], row["colour"], row["sheen"])
        out |= dict.fromkeys(row["words"], cut)
    return Lexicon(out)


@cache
def _colours() -> Lexicon[Rgb]:
    return Lexicon(
        {word: (rgb[0], rgb[1], rgb[2]) for word, rgb in table("colours")["cloth"].items()}
    )


@cache
def _glasses() -> Lexicon[bool]:
    return Lexicon(dict.fromkeys(table("people")["glasses"]["words"], True))


@cache
def _shapes() -> Lexicon[Frames]:
    return Lexicon(table("people")["glasses"]["shapes"])


def _frames(said: tuple[str | None, ...], seed: int) -> Frames | None:
    """The shape of the glasses that somebody spoke of: as said, or the seed's choice."""
    spoken = [text for text in said if _glasses().first(text)]
    if not spoken:
        return None
    found = _shapes().first(spoken[0])
    return found.value if found else get_args(Frames)[seed % len(get_args(Frames))]


@cache
def _materials() -> Lexicon[float]:
    return Lexicon(table("wardrobe")["materials"])


def said_garment(text: str | None) -> bool:
    """Do the words name something to wear?"""
    return _garments().first(text) is not None


def hears(text: str) -> bool:
    """Does anything in these words tell of clothes?"""
    lexicons = (_garments(), _colours(), _materials(), _glasses())
    return any(words.first(text) for words in lexicons)


def dress(text: str | None, marks: tuple[str, ...], *, woman: bool, seed: int) -> Outfit:
    """What the words say, completed by the seed; glasses count wherever they are said."""
    rng = np.random.default_rng([seed, 7])
    glasses = _frames((text, *marks), seed)
    unsaid: dict[str, Any] = table("wardrobe")["unsaid"]
    kinds: list[Garment] = unsaid["woman" if woman else "man"]
    drawn = kinds[int(rng.integers(len(kinds)))]
    colour = _colours().table[plain(unsaid["colours"][int(rng.integers(len(unsaid["colours"])))])]
    shirt: Rgb = SUIT_SHIRT if rng.random() < 0.7 else (0.012, 0.012, 0.013)
    hits = sorted(_garments().hits(text), key=lambda hit: (-hit.value.layer, hit.start))
    colours = _colours().hits(text)
    sheens = [hit.value for hit in _materials().hits(text)]
    if not hits:
        if drawn in SOBER:
            colour = _colours().table[SOBER[drawn]]
        said = colours[0].value if colours else colour
        return Outfit(drawn, said, shirt, sheens[0] if sheens else 0.12, glasses)
    outer = hits[0]
    own = _colour_of(outer, colours, hits)
    inner = [hit for hit in hits[1:] if hit.value.layer < outer.value.layer]
    under = [_colour_of(hit, colours, hits) for hit in inner]
    second = next((c for c in under if c is not None), None)
    left = [c.value for c in colours if c.value not in (own, second)]
    if own is None and left and second is None:
        own = left.pop(0)
    main = own or _colours().table[plain(outer.value.colour)]
    sheen = sheens[0] if sheens else outer.value.sheen
    return Outfit(outer.value.garment, main, second or shirt, float(sheen), glasses)


def _colour_of(garment: Hit[Cut], colours: list[Hit[Rgb]], all_: list[Hit[Cut]]) -> Rgb | None:
    """The colour said just before the garment, with no other garment between them."""
    start = max((g.end for g in all_ if g.end <= garment.start), default=0)
    before = [c for c in colours if start <= c.start and c.end <= garment.start]
    return before[-1].value if before else None
