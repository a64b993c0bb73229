"""From words for a heritage to a shape, a skin tone, eyes and hair: ranges, sampled by the seed."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from engine.maquette.person import Rgb
from engine.maquette.words import Hit, Lexicon, table

EYE_COLOURS = ("brown", "dark", "hazel", "green", "blue", "grey")


@dataclass(frozen=True)
class Group:
    """One row of the table of heritages."""

    name: str
    shape: tuple[float, float, float]  # african, asian, caucasian
    tone: tuple[float, float]  # on the ramp, 0 palest
    eyes: tuple[str, ...]
    hair: tuple[str, ...]
    texture: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class Descent:
    """What a person inherits."""

    shape: tuple[float, float, float]
    tone: Rgb
    depth: float  # of the tone on the ramp
    eyes: str
    hair: str  # a hair colour's word
    texture: str  # straight | wavy | curly | coily


@cache
def groups() -> dict[str, Group]:
    """The heritages by name, without the nations of people from everywhere."""
    return {
        name: Group(
            name,
            tuple(row["shape"]),
            tuple(row["tone"]),
            tuple(row["eyes"]),
            tuple(row["hair"]),
            tuple(row["texture"]),
            row["share"],
        )
        for name, row in table("heritage").items()
        if not row.get("home")
    }


@cache
def _lexicon() -> Lexicon[str]:
    rows = table("heritage").items()
    return Lexicon({word: name for name, row in rows for word in row["words"]})


@cache
def _tones() -> Lexicon[tuple[float, float]]:
    words = table("tones")["words"]
    said = {f"{word} {noun}": tuple(span) for word, span in words.items() for noun in SKIN}
    return Lexicon(said | {"albinism": (0.0, 0.0), "tanned": tuple(words["tanned"])})


SKIN = ("skin", "skinned", "complexion", "complexioned")


def heard(text: str | None) -> list[Group]:
    """The groups a text names: "Korean Brazilian" is Korean; half and half is both."""
    names: list[str] = []
    for hit in _lexicon().hits(text):
        if hit.value not in names:
            names.append(hit.value)
    known = groups()
    return [known[name] for name in names if name in known]


def said_tone(*texts: str | None) -> tuple[float, float] | None:
    """A skin tone in words ("dark skin", "olive complexion"): from, to on the ramp."""
    hits: list[Hit[tuple[float, float]]] = [hit for t in texts for hit in _tones().hits(t)]
    return hits[0].value if hits else None


def tone(depth: float) -> Rgb:
    """The ramp's reflectance at `depth` 0..1."""
    ramp = np.array(table("tones")["ramp"])
    at = np.linspace(0, 1, len(ramp))
    # darker tones are as far apart in the logarithm as light ones: reflectances multiply
    r, g, b = (float(np.exp(np.interp(depth, at, np.log(ramp[:, k])))) for k in range(3))
    return r, g, b


def descend(text: str | None, marks: tuple[str, ...], seed: int) -> Descent:
    """What the seed's person of this heritage inherits; unsaid, of any of the world's peoples."""
    rng = np.random.default_rng([seed, 1])
    family = heard(text)
    drawn = _anywhere(rng)  # drawn also when not used, so that a word changes nothing else
    family = family or [drawn]
    blend = rng.dirichlet(np.full(len(family), 8.0)) if len(family) > 1 else np.ones(1)
    shape = sum((w * np.array(g.shape) for w, g in zip(blend, family, strict=True)), np.zeros(3))
    shape = np.clip(shape + rng.normal(0, 0.05, 3), 0, None)
    shape /= shape.sum()
    low, high = (float(blend @ [g.tone[k] for g in family]) for k in (0, 1))
    at = rng.beta(2.2, 2.2)
    said = said_tone(text, *marks)
    depth = float(np.clip(np.interp(at, [0, 1], said or (low, high)), 0, 1))
    of = family[int(rng.integers(len(family)))]
    red, green, blue = tone(depth)
    warmth = rng.normal(0, 0.025)
    return Descent(
        shape=(float(shape[0]), float(shape[1]), float(shape[2])),
        tone=(red * (1 + 0.4 * warmth), green * (1 - 0.3 * warmth), blue * (1 - 1.6 * warmth)),
        depth=depth,
        eyes=of.eyes[int(rng.integers(len(of.eyes)))],
        hair=of.hair[int(rng.integers(len(of.hair)))],
        texture=of.texture[int(rng.integers(len(of.texture)))],
    )


def _anywhere(rng: np.random.Generator) -> Group:
    everyone = list(groups().values())
    share = np.array([g.share for g in everyone])
    return everyone[int(rng.choice(len(everyone), p=share / share.sum()))]
