"""Casting: from a Brief's words to a Person, an Outfit, a Pose, and how takes vary.

Every aspect draws from a stream of its own, so that a word about one thing changes nothing else:
the same seed is the same person under every light, lens and coat.
"""

from functools import cache
from typing import Any, TypeVar

import numpy as np

from engine.maquette import barber, dresser, features, heritage
from engine.maquette.acting import pose
from engine.maquette.person import Outfit, Person, Rgb
from engine.maquette.takes import vary
from engine.maquette.words import Lexicon, table
from prompts.brief import ADULT, Brief, Subject

__all__ = ["cast", "pose", "vary"]

T = TypeVar("T")

GENDERS = {"between": (0.5, 0.08), "woman": (0.95, 0.04), "man": (0.06, 0.05)}  # and the spread


@cache
def _genders() -> Lexicon[tuple[float, float]]:
    rows = table("people")["gender"].items()
    return Lexicon({word: GENDERS[name] for name, words in rows for word in words})


@cache
def _eyes() -> Lexicon[str]:
    rows = table("people")["eyes"].items()
    nouns = ("eyes", "eye", "eyed")
    return Lexicon({f"{w} {noun}": name for name, words in rows for w in words for noun in nouns})


@cache
def _said(part: str) -> Lexicon[Any]:
    return Lexicon(table("people")[part])


@cache
def _scars() -> Lexicon[bool]:
    return Lexicon(dict.fromkeys(table("people")["scars"]["words"], True))


@cache
def _lipsticks() -> Lexicon[Rgb]:
    return Lexicon({word: (c[0], c[1], c[2]) for word, c in table("colours")["lips"].items()})


def cast(brief: Brief, person_seed: int) -> tuple[Person, Outfit]:
    """The person and the clothes a brief asks for; what it leaves open is the seed's."""
    who = brief.subject
    gender = _gender(who, person_seed)
    woman = gender > 0.5
    age = _age(who, person_seed)
    descent = heritage.descend(who.heritage, who.marks, person_seed)
    rng = np.random.default_rng([person_seed, 8])
    drawn_build = (
        float(np.clip(rng.normal(0.5, 0.13), 0.2, 0.85)),
        float(np.clip(rng.normal(0.45, 0.15), 0.12, 0.85)),
    )
    own_freckles = float(np.clip(rng.beta(1.2, 4) * (1 - 1.3 * descent.depth), 0, 1))
    tint = rng.random()
    muscle, weight = _first(_said("build"), who.marks) or drawn_build
    face = features.draw(person_seed, gender)
    for text in who.marks:
        for hit in _said("shape").hits(text):
            face |= hit.value
    african, asian, caucasian = descent.shape
    said_freckles = _first(_said("freckles"), who.marks)
    person = Person(
        seed=person_seed,
        age=age,
        gender=gender,
        african=african,
        asian=asian,
        caucasian=caucasian,
        muscle=muscle,
        weight=weight,
        face=face,
        tone=descent.tone,
        freckles=own_freckles if said_freckles is None else said_freckles,
        beard=barber.beard(who.marks, who.hair, man=gender < 0.4, age=age, seed=person_seed),
        lips=_lips(who, descent.tone, tint, woman=woman),
        eyes=_first(_eyes(), (*who.marks, who.emotion, who.hair)) or descent.eyes,
        brows=barber.brows(who.marks, woman=woman, seed=person_seed),
        hair=barber.hair(
            who.hair, age, woman=woman, descent=descent, seed=person_seed, marks=who.marks
        ),
        scar=_first(_scars(), who.marks) is not None,
    )
    return person, dresser.dress(who.wardrobe, who.marks, woman=woman, seed=person_seed)


def _first(words: Lexicon[T], texts: tuple[str | None, ...]) -> T | None:
    for text in texts:
        hit = words.first(text)
        if hit:
            return hit.value
    return None


def _gender(who: Subject, seed: int) -> float:
    rng = np.random.default_rng([seed, 9])
    coin, wobble = rng.random(), rng.normal()
    hit = _genders().first(who.gender)
    if hit:
        middle, spread = hit.value
        return float(np.clip(middle + spread * wobble, 0, 1))
    return float(np.clip((0.95 if coin < 0.5 else 0.06) + 0.04 * wobble, 0, 1))


def _age(who: Subject, seed: int) -> float:
    drawn = float(np.random.default_rng([seed, 0]).triangular(21, 32, 74))
    return float(max(ADULT, who.age)) if who.age is not None else drawn


def _lips(who: Subject, tone: Rgb, tint: float, *, woman: bool) -> Rgb | None:
    said = _first(_lipsticks(), (*who.marks, who.wardrobe))
    if said or not woman or tint > 0.35:
        return said
    fade = 0.75 + 0.6 * tint  # a little colour, of the lips' own kind
    red, green, blue = tone
    return red * 0.84, green * 0.52 * fade, blue * 0.58 * fade
