"""Lamps: discs that face the subject, exact in stops at the face; and light from everywhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.maquette.body import Floats
from engine.maquette.kelvin import LUMINANCE, Colour, rgb
from engine.maquette.lens import View, direction
from prompts.setup import Beam, Setup

KEY_IRRADIANCE = np.pi  # then an 18 % card under the key has the radiance 0.18
PARKED = 1e-4  # metres: the radius of a lamp that is off
BEHIND, BREADTH = 3.0, 2.2  # metres: where the place's own light stands, and half its size


@dataclass(frozen=True)
class Lamp:
    """A disc of light: where, how large, how bright."""

    position: Floats  # (3,)
    facing: Floats  # (3,) unit vector to the subject
    radius: float
    radiance: Colour  # (3,) linear Rec. 709
    share: float  # relative chance to be sampled


@dataclass(frozen=True)
class Rig:
    """All light of a setup: the four slots, the glow of the place, the sky."""

    lamps: tuple[Lamp, ...]
    sky: Colour  # (3,) radiance


def rig(setup: Setup, eyes: Floats, view: View, glow: Floats) -> Rig:
    """Hang the lamps around the point between the eyes, (3,); the place behind glows, (3,)."""
    azimuth = setup.optics.azimuth
    beams = (setup.key, setup.fill, setup.rim, setup.kicker)
    slots = [_lamp(beam, eyes, azimuth) for beam in beams]
    share = float(np.clip(glow @ LUMINANCE, 0.01, 0.6))
    back = Lamp(
        _single(eyes + view.forward * BEHIND), -view.forward, BREADTH, glow.astype(float), share
    )
    return Rig((*slots, back), np.array(setup.ambient))


def _lamp(beam: Beam, eyes: Floats, camera_azimuth: float) -> Lamp:
    away = direction(beam.azimuth + camera_azimuth, beam.elevation)
    position = _single(eyes + away * beam.distance_m)
    if not beam.on:
        return Lamp(position, -away, PARKED, np.zeros(3), 0.0)
    radius = beam.diameter_m / 2
    colour = rgb(beam.kelvin) if beam.gel is None else np.array(beam.gel)
    # A uniform disc seen on axis: E = pi L r^2 / (d^2 + r^2).
    irradiance = KEY_IRRADIANCE * 2.0**-beam.stops
    radiance = irradiance * (beam.distance_m**2 + radius**2) / (np.pi * radius**2)
    share = float(np.clip(2.0**-beam.stops * (colour @ LUMINANCE), 0.08, 1.5))
    return Lamp(position, -away, radius, colour * radiance, share)


def _single(vector: NDArray[np.floating]) -> Floats:
    return vector.astype(np.float32)
