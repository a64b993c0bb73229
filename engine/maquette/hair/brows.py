"""Eyebrows: a band over each eye whose hairs rise at the nose and lie down towards the temple."""

import numpy as np

from engine.maquette.body import Body, Strands
from engine.maquette.hair.frame import HeadFrame
from engine.maquette.hair.groom import tapered
from engine.maquette.hair.noise import Array, across, smoothstep, unit, wander
from engine.maquette.hair.roots import cap_of, scatter
from engine.maquette.person import Person

_EYE = 0.0308  # metres from the middle to an eye, on the template
_ALONG = (-0.021, -0.010, 0.004, 0.015, 0.024, 0.031)  # metres outwards from over the eye
_RIDGE = (0.0216, 0.0224, 0.0235, 0.0236, 0.0208, 0.0164)  # the band's middle over the eyes
_HALF = (0.0033, 0.0038, 0.0036, 0.0030, 0.0021, 0.0010)  # half its width
_COUNT = 900
_POINTS = 6
_RADIUS = 0.00006
_HAIR = 0.0085  # metres


class _Shape:
    """The two bands of one person: their place, and how deep in them a point lies."""

    def __init__(self, person: Person) -> None:
        rng = np.random.default_rng(person.seed * 2 + 41)
        woman = person.gender
        self.arch = rng.normal(0.0, 0.0008) + 0.0016 * (woman - 0.5)
        self.raised = rng.normal(0.0, 0.0006) + 0.0010 * (woman - 0.5)
        self.slope = rng.normal(0.0, 0.03)
        self.gap = rng.normal(0.0, 0.0012) + 0.0008 * (woman - 0.5)
        self.width = person.brows * (1.10 - 0.34 * woman) * float(np.exp(rng.normal(0.0, 0.08)))
        self.seed = person.seed * 2 + 42

    def across(self, rest: Array) -> tuple[Array, Array]:
        """Metres outwards from over the eye, and height in half widths over the band's middle."""
        out = (
            np.abs(rest[:, 0]) - _EYE - self.gap * smoothstep(0.0, -0.02, np.abs(rest[:, 0]) - _EYE)
        )
        bow = self.arch * np.exp(-(((out - 0.012) / 0.011) ** 2)) + self.slope * out
        middle = np.interp(out, _ALONG, _RIDGE) + bow + self.raised
        half = np.interp(out, _ALONG, _HALF) * np.clip(self.width, 0.25, 2.0)
        return out, ((rest[:, 2] - middle) / half).astype(np.float32)

    def weight(self, rest: Array) -> Array:
        """Density: soft above, thin at the nose's end, none outside."""
        out, height = self.across(rest)
        ragged = 0.16 * wander(rest, wavelength=0.004, seed=self.seed)[:, 0]
        band = smoothstep(1.15, 0.35, np.abs(height) + ragged)
        ends = smoothstep(_ALONG[0], _ALONG[0] + 0.008, out) * smoothstep(0.030, 0.019, out)
        return band * (0.08 + 0.92 * ends) * (out > _ALONG[0]) * (out < 0.030) * (rest[:, 1] < 0.03)


def brows(body: Body, person: Person, density: float = 1.0) -> Strands:
    """Both eyebrows; `person.brows` 0 has none."""
    frame, shape = HeadFrame.of(body), _Shape(person)
    weight = shape.weight(cap_of(body.surface).centres)
    count = int(_COUNT * density * np.clip(person.brows, 0.0, 1.6) ** 0.7)
    roots = scatter(body, frame, weight, count, person.seed * 2 + 43)
    rng = np.random.default_rng(person.seed * 2 + 44)
    out, height = shape.across(roots.rest)
    side = np.sign(roots.rest[:, :1])
    # The hairs of the upper rows lie downwards, of the lower rows upwards, and meet in a ridge.
    rise = np.interp(out, (-0.021, -0.013, 0.0, 0.02), (2.6, 1.3, 0.35, 0.0)) - 0.45 * height
    flow = np.c_[side[:, 0], np.full(len(roots), 0.25), rise] + rng.normal(
        0.0, 0.12, (len(roots), 3)
    )
    flow = unit(across(flow.astype(np.float32), roots.normal))
    long = np.interp(out, (-0.021, -0.012, 0.012, 0.03), (0.7, 1.0, 0.9, 0.6))
    long = _HAIR * long * (0.65 + 0.5 * roots.dice[:, 0]) * (1.0 + 0.2 * (person.age > 60.0))
    share = np.linspace(0.0, 1.0, _POINTS, dtype=np.float32)[None, :, None]
    bend = unit(np.c_[side[:, 0], np.full(len(roots), 0.3), -0.5 * height]).astype(np.float32)
    bend = across(bend, roots.normal)
    course = flow[:, None] * share + 0.35 * bend[:, None] * share**2
    lift = 0.0001 + (0.0012 * share * (1.0 - 0.75 * share)) * (
        0.6 + 0.8 * roots.dice[:, 1, None, None]
    )
    points = roots.point[:, None] + course * long[:, None, None] + roots.normal[:, None] * lift
    radius = _RADIUS * (0.7 + 0.5 * roots.dice[:, 2]) * density**-0.85
    return Strands(
        frame.outward(points.astype(np.float32)), tapered(len(roots), _POINTS, radius, tip=0.2)
    )
