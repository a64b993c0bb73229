"""What a lens cannot do for a brief, said with numbers."""

import math
from typing import NamedTuple

from prompts.brief import Brief, Framing
from prompts.optics import Reading, measure

EYE_TO_EAR_M = 0.10
LOOMING = 0.20  # the nose this much larger than the ears: a face reads as distorted
ONE_EYE_M = 0.010  # less sharp depth than this and only one eye is sharp
LONG_WALK_M = 8.0
MELTED = 0.05  # a blur disc over this share of the frame's height hides what it was
READABLE = 0.008  # below this share a background can still be read

_MELT = ("blur", "bokeh", "melt", "soft background", "out of focus", "creamy")
_CLEAR = ("sharp background", "background sharp", "deep focus", "everything sharp", "all in focus")
_BETTER = ((50, 1.8), (85, 1.8), (85, 1.4), (135, 2.0))


class Contradiction(NamedTuple):
    """One thing that the lens cannot do: its kind in a word, and the sentence with the numbers."""

    kind: str
    sentence: str


class _Lens(NamedTuple):
    focal_mm: float
    aperture: float
    sensor: str | None
    framing: Framing
    aspect: str
    reading: Reading

    def with_lens(self, focal_mm: float, aperture: float) -> Reading:
        return measure(focal_mm, aperture, self.sensor, self.framing, self.aspect)

    def sharp(self) -> str:
        near, far = (metres(x) for x in self.reading.depth)
        return (
            f"At {self.focal_mm:g} mm and f/{self.aperture:g} from "
            f"{metres(self.reading.distance_m)} everything from {near} to {far} is sharp"
        )


def metres(value: float) -> str:
    """A length as a photographer would say it."""
    if math.isinf(value):
        return "infinity"
    if value < 0.1:
        return f"{value * 1000:.0f} mm"
    return f"{value:.2f} m" if value < 10 else f"{value:.0f} m"


def contradictions(brief: Brief) -> tuple[str, ...]:
    """What this lens cannot do for this brief, as sentences with numbers. Empty if all is well.

    A brief whose lens, aperture or framing is open has no contradictions yet: dress it first.
    Raises OpticsError for a sensor that does not exist.
    """
    return tuple(found.sentence for found in findings(brief))


def findings(brief: Brief) -> tuple[Contradiction, ...]:
    """`contradictions`, each with its kind: melts, reads, looms, one-eye or far-away."""
    camera, aspect = brief.camera, brief.aspect or "4:5"
    if camera.focal_mm is None or camera.aperture is None or camera.framing is None:
        return ()
    reading = measure(camera.focal_mm, camera.aperture, camera.sensor, camera.framing, aspect)
    lens = _Lens(camera.focal_mm, camera.aperture, camera.sensor, camera.framing, aspect, reading)
    said = " ".join(
        filter(None, (brief.setting.background, brief.setting.place, brief.mood, *brief.notes))
    ).lower()
    found = {
        "melts": _melts(lens) if any(w in said for w in _MELT) else "",
        "reads": _reads(lens) if any(w in said for w in _CLEAR) else "",
        "looms": _looms(lens),
        "one-eye": _one_eye(lens),
        "far-away": _far_away(lens),
    }
    return tuple(Contradiction(kind, sentence) for kind, sentence in found.items() if sentence)


def _melts(lens: _Lens) -> str:
    if lens.reading.blur_share >= MELTED:
        return ""
    better = next((b for b in _BETTER if lens.with_lens(*b).blur_share >= MELTED), None)
    advice = (
        f"{better[0]} mm f/{better[1]:g} would"
        if better
        else "frame closer, or move it further away"
    )
    return f"{lens.sharp()}: the background will not melt; {advice}."


def _reads(lens: _Lens) -> str:
    if lens.reading.blur_share <= READABLE:
        return ""
    return (
        f"{lens.sharp()}: a background blurs over {lens.reading.blur_share:.1%} of the frame; "
        f"35 mm f/11 would bring that to {lens.with_lens(35, 11).blur_share:.1%}."
    )


def _looms(lens: _Lens) -> str:
    away = lens.reading.distance_m
    larger = away / (away - EYE_TO_EAR_M) - 1 if away > EYE_TO_EAR_M else math.inf
    if larger < LOOMING:
        return ""
    return (
        f"At {lens.focal_mm:g} mm a {lens.framing} is shot from {metres(away)}: the nose looms "
        f"{larger:.0%} larger than the ears; 85 mm stands "
        f"{metres(lens.with_lens(85, 2.8).distance_m)} away."
    )


def _one_eye(lens: _Lens) -> str:
    total = lens.reading.depth.total_m
    if total >= ONE_EYE_M:
        return ""
    return (
        f"Only {metres(total)} are sharp at {lens.focal_mm:g} mm f/{lens.aperture:g} from "
        f"{metres(lens.reading.distance_m)}: one eye goes soft when the head turns; f/2.8 holds "
        f"{metres(lens.with_lens(lens.focal_mm, 2.8).depth.total_m)}."
    )


def _far_away(lens: _Lens) -> str:
    if lens.reading.distance_m < LONG_WALK_M:
        return ""
    return (
        f"At {lens.focal_mm:g} mm a {lens.framing} is shot from "
        f"{metres(lens.reading.distance_m)}: few rooms are that long; 85 mm stands "
        f"{metres(lens.with_lens(85, 2.8).distance_m)} away."
    )
