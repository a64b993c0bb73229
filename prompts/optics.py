"""Thin-lens arithmetic: where the camera stands, what is sharp, how far the background melts.

Distances are metres from the lens, lengths on the sensor are millimetres. Formulas: the thin-lens
equation, and R. Kingslake, Optics in Photography (SPIE, 1992), chapter 6, for depth of field.
"""

import math
import re
from functools import cache
from typing import NamedTuple

from prompts.brief import Framing


class OpticsError(ValueError):
    """A sentence: which number cannot be, and what would."""


class Sensor(NamedTuple):
    """The light-sensitive area, or the part of it that a picture uses."""

    width_mm: float
    height_mm: float

    @property
    def diagonal_mm(self) -> float:
        """Corner to corner."""
        return math.hypot(self.width_mm, self.height_mm)


SENSORS: dict[str, tuple[float, float]] = {
    "full frame": (36.0, 24.0),
    "super 35": (24.89, 18.66),
    "aps-c": (23.5, 15.6),
    "micro four thirds": (17.3, 13.0),
    "one inch": (13.2, 8.8),
    "super 16": (12.52, 7.41),
    "medium format": (43.8, 32.9),
    "6x7": (70.0, 56.0),
    "65 mm": (52.48, 23.01),
    "large format": (120.0, 96.0),
    "phone": (9.8, 7.3),
}
"""Landscape width and height in millimetres, as the makers publish them."""

ALIASES = {
    "35mm": "full frame", "35 mm": "full frame", "fullframe": "full frame", "ff": "full frame",
    "135": "full frame", "vistavision": "full frame", "s35": "super 35", "super35": "super 35",
    "apsc": "aps-c", "crop": "aps-c", "mft": "micro four thirds", "m43": "micro four thirds",
    "s16": "super 16", "16mm": "super 16", "16 mm": "super 16", "gfx": "medium format",
    "645": "medium format", "65mm": "65 mm", "imax": "65 mm", "4x5": "large format",
    "smartphone": "phone",
}  # fmt: skip

COVER: dict[Framing, float] = {
    "extreme close-up": 0.24,
    "close-up": 0.36,
    "medium close-up": 0.55,
    "medium": 0.85,
    "wide": 1.5,
}
"""Height of the frame in metres at the eyes."""

DEFAULT_SENSOR = "full frame"
BACKGROUND_M = 3.5  # where a background stands behind the eyes unless a look says otherwise


@cache
def sensor(name: str | None) -> Sensor:
    """Look a sensor up by name; None is full frame. Raises OpticsError for an unknown one."""
    spoken = re.sub(r"[\s-]+", " ", (name or DEFAULT_SENSOR).strip().lower())
    for key in (spoken, spoken.replace(" ", "-"), spoken.replace(" ", "")):
        if (known := ALIASES.get(key, key)) in SENSORS:
            return Sensor(*SENSORS[known])
    raise OpticsError(f"No sensor is called {name!r}: choose from {', '.join(SENSORS)}.")


def ratio(aspect: str) -> float:
    """Width over height of an aspect such as "4:5"."""
    width, height = aspect.split(":")
    return int(width) / int(height)


def crop(whole: Sensor, aspect: str) -> Sensor:
    """The largest part of the sensor with this aspect, turned upright for a portrait one."""
    wanted = ratio(aspect)
    width, height = whole if wanted >= 1 else (whole.height_mm, whole.width_mm)
    if width / height > wanted:
        return Sensor(height * wanted, height)
    return Sensor(width, width / wanted)


def _positive(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise OpticsError(f"{name} is {value:g}: it must be more than 0.")


def distance(focal_mm: float, sensor_h_mm: float, cover_m: float) -> float:
    """Lens to subject, metres, so that `cover_m` fills the sensor's height: d = f (1 + 1/m)."""
    _positive("The focal length", focal_mm)
    return focal_mm / 1000 * (1 + cover_m * 1000 / sensor_h_mm)


def field_of_view(focal_mm: float, size_mm: float) -> float:
    """Angle in degrees across `size_mm` of sensor, focused at infinity."""
    _positive("The focal length", focal_mm)
    return math.degrees(2 * math.atan(size_mm / (2 * focal_mm)))


def circle_of_confusion(whole: Sensor) -> float:
    """Largest blur that still looks sharp: diagonal / 1442, which is 0.030 mm on full frame."""
    return whole.diagonal_mm / 1442


def hyperfocal(focal_mm: float, aperture: float, confusion_mm: float) -> float:
    """Focus here and everything from half of it to infinity is sharp; metres."""
    _positive("The focal length", focal_mm)
    _positive("The aperture", aperture)
    return (focal_mm**2 / (aperture * confusion_mm) + focal_mm) / 1000


class Depth(NamedTuple):
    """What is sharp, metres from the lens; `far_m` may be infinite."""

    near_m: float
    far_m: float

    @property
    def total_m(self) -> float:
        """The thickness of the sharp zone."""
        return self.far_m - self.near_m


def depth_of_field(focal_mm: float, aperture: float, focus_m: float, confusion_mm: float) -> Depth:
    """Near and far limits of acceptable sharpness."""
    f, h = focal_mm / 1000, hyperfocal(focal_mm, aperture, confusion_mm)
    _positive("The distance", focus_m)
    near = focus_m * (h - f) / (h + focus_m - 2 * f)
    far = focus_m * (h - f) / (h - focus_m) if focus_m < h else math.inf
    return Depth(near, far)


def blur_disc(focal_mm: float, aperture: float, focus_m: float, point_m: float) -> float:
    """Diameter in millimetres on the sensor of a point at `point_m` when focused at `focus_m`.

    c = (f / N) * |s - d| / s * f / (d - f), with s the point's distance and d the focus.
    """
    _positive("The aperture", aperture)
    f = focal_mm / 1000
    if focus_m <= f:
        raise OpticsError(f"A {focal_mm:g} mm lens cannot focus at {focus_m:g} m.")
    beyond = 1.0 if math.isinf(point_m) else abs(point_m - focus_m) / point_m
    return focal_mm / aperture * beyond * f / (focus_m - f)


def equivalent(focal_mm: float, aperture: float, of: Sensor, on: Sensor) -> tuple[float, float]:
    """Focal length and f-number that give the same view and the same blur on another sensor."""
    factor = on.diagonal_mm / of.diagonal_mm
    return focal_mm * factor, aperture * factor


class Reading(NamedTuple):
    """All that follows from one choice of lens, aperture, sensor and framing."""

    distance_m: float
    field_of_view_deg: float  # across the height
    depth: Depth
    hyperfocal_m: float
    blur_mm: float  # of a point BACKGROUND_M behind the subject
    blur_share: float  # the same as a share of the frame's height
    equivalent_mm: float  # on full frame
    equivalent_aperture: float


def measure(
    focal_mm: float, aperture: float, sensor_name: str | None, framing: Framing, aspect: str = "4:5"
) -> Reading:
    """Work the whole camera out. Raises OpticsError with a sentence for numbers that cannot be."""
    whole = sensor(sensor_name)
    _positive("The focal length", focal_mm)
    _positive("The aperture", aperture)
    used = crop(whole, aspect)
    away = distance(focal_mm, used.height_mm, COVER[framing])
    confusion = circle_of_confusion(whole)
    blur = blur_disc(focal_mm, aperture, away, away + BACKGROUND_M)
    on_full_frame = equivalent(focal_mm, aperture, whole, sensor(DEFAULT_SENSOR))
    return Reading(
        away,
        field_of_view(focal_mm, used.height_mm),
        depth_of_field(focal_mm, aperture, away, confusion),
        hyperfocal(focal_mm, aperture, confusion),
        blur,
        blur / used.height_mm,
        *on_full_frame,
    )
