"""The broad colours of a person's skin: every zone's ink, mixed by one matrix product."""

import numpy as np
from scipy import ndimage

from engine.maquette.body import Floats, Surface
from engine.maquette.complexion import Look, between, ink, ramp
from engine.maquette.fields import BROAD, Fields
from engine.maquette.hair.scalp import scalp_tint
from engine.maquette.person import Person

CHANNELS = 7  # log colour (3), roughness, sun, spots, beard
ROUGH, SUN, SPOTS, BEARD = 3, 4, 5, 6
SCALP_SHADE = {"bald": 0.10, "buzz": 0.45, "crop": 0.7}  # others: DENSE
DENSE = 0.8
# What a zone does besides its colour: oil makes it smoother; the sun brings freckles and spots.
OIL = {"nose": 0.11, "forehead": 0.08, "wing": 0.05, "cheek": 0.04, "chin": 0.04}
SUNNED = {"cheek": 0.9, "nose": 0.8, "forehead": 0.4, "chest": 0.25}
SPOTTED = {"temple": 1.0, "forehead": 1.0, "cheek": 0.5, "chest": 0.4}


def broad(constant: Fields, look: Look, person: Person, surface: Surface) -> Floats:
    """(BROAD, BROAD, 7): log colour, roughness, freckle chance, spot chance, beard."""
    old, dark = ramp(45, 85, person.age), look.dark
    mix = _mixture(constant.order, look, person)
    mixed = (constant.stack @ mix).reshape(BROAD, BROAD, CHANNELS)
    mixed[..., :3] += look.tone
    mixed[..., ROUGH] += 0.51 + 0.05 * old - 0.03 * dark
    scalp = np.asarray(ndimage.gaussian_filter(scalp_tint(surface, person)[constant.vertex], 1.2))
    scalp *= SCALP_SHADE.get(person.hair.style, DENSE)
    mixed[..., :3] += scalp[..., None] * _shadow(look, person)
    freckled = np.clip(person.freckles, 0, 1) * (1 - 0.55 * dark)
    mixed[..., SUN] = np.clip(mixed[..., SUN] + 0.15, 0, 1) * freckled * (1 - scalp)
    stained = 0.55 * ramp(48, 85, person.age) * (1 - 0.5 * dark)
    mixed[..., SPOTS] = np.clip(mixed[..., SPOTS] + 0.35, 0, 1) * stained
    return mixed


def _shadow(look: Look, person: Person) -> Floats:
    """The ink of dense hair over this skin."""
    hair = np.log(np.array(person.hair.colour) * 0.6 + 0.03)
    return np.clip(hair - look.tone, -1.6, 0).astype(np.float32)


def _mixture(order: tuple[str, ...], look: Look, person: Person) -> Floats:
    """(fields, CHANNELS): what every field adds to every channel."""
    old = ramp(45, 85, person.age)
    inks = _inks(look, person, old)
    out = np.zeros((len(order), CHANNELS), np.float32)
    for row, name in enumerate(order):
        out[row, :3] = inks.get(name, 0.0)
        out[row, ROUGH] = -OIL.get(name, 0.0) * (1.1 - 0.5 * old)
        out[row, SUN] = SUNNED.get(name, 0.0)
        out[row, SPOTS] = SPOTTED.get(name, 0.0)
    out[order.index("mid"), ROUGH] += 0.06
    grown = min(1.0, person.beard / 0.3)
    out[order.index("beard"), BEARD] = 0.25 * _man(person) + 0.75 * grown
    return out


def _man(person: Person) -> float:
    """How much of a man's shaven beard shows."""
    return ramp(0.5, 0.8, 1 - person.gender)


def _inks(look: Look, person: Person, old: float) -> dict[str, Floats]:
    rng = np.random.default_rng([person.seed, 32])
    dark = look.dark
    flush = between(ink(1.04, 0.74, 0.76), ink(1.0, 0.88, 0.88), dark)
    flush = flush * np.float32(0.75 + 0.5 * rng.random())
    tired = between(ink(0.82, 0.72, 0.78), ink(0.72, 0.68, 0.70), dark)
    shaven = between(ink(0.82, 0.84, 0.87), ink(0.84, 0.84, 0.85), dark)
    shadow = _shadow(look, person)
    black = float(np.clip(-shadow.mean() / 1.2, 0.15, 1)) * (1 - 0.5 * person.hair.grey)
    grown = min(1.0, person.beard / 0.3)
    circles = 0.55 + 0.45 * old + 0.3 * (rng.random() - 0.5)
    return {
        "cheek": flush * (0.50 + 0.10 * old),
        "nose": flush * (0.55 + 0.25 * old),
        "wing": flush * 0.5,
        "chin": flush * 0.28,
        "ears": flush * 0.7,
        "low": flush * 0.40 + 0.16,
        "mid": flush * (0.26 + 0.3 * old) + 0.07,
        "forehead": ink(1.04, 1.02, 0.95),
        "under": tired * circles,
        "socket": tired * (0.22 + 0.2 * old),
        "eyelids": tired * 0.35 + flush * 0.2,
        "throat": between(ink(0.96, 0.93, 0.92), ink(0.92, 0.92, 0.92), dark),
        "chest": flush * 0.3 * old,
        "temple-veins": ink(0.93, 0.98, 1.02) * (0.3 + 0.7 * old),
        "inside-mouth": ink(0.75, 0.40, 0.42),
        "beard": shaven * (0.45 * black * _man(person)) + shadow * (0.30 * grown),
    }
