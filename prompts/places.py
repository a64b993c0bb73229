"""What places look like behind a portrait: colours by place, by hour and by weather."""

import re
from typing import Literal, NamedTuple

from prompts.brief import Time
from prompts.setup import Rgb

Kind = Literal["wall", "gradient", "window", "lights", "foliage", "horizon"]
WARM: tuple[Rgb, ...] = ((1.0, 0.66, 0.32), (1.0, 0.82, 0.58), (0.75, 0.86, 1.0))
NEON: tuple[Rgb, ...] = ((1.0, 0.10, 0.62), (0.08, 0.80, 1.0), (0.45, 0.18, 1.0))
LAMPS: tuple[Rgb, ...] = ((1.0, 0.62, 0.28), (1.0, 0.72, 0.42))


class Place(NamedTuple):
    """One kind of background, in daylight if it is outdoors; colours as recorded."""

    words: tuple[str, ...]
    kind: Kind
    top: Rgb  # of a wall: its reflectance
    bottom: Rgb
    outdoors: bool = False  # obeys the hour and the weather
    sky: bool = False  # `top` is only what is left when there is no sky to see
    mottle: float = 0.3
    distance_m: float = 4.0
    discs: int = 0
    colours: tuple[Rgb, ...] = WARM


PLACES = (
    Place(("neon", "arcade", "nightclub"), "lights", (0.10, 0.10, 0.14), (0.09, 0.08, 0.10),
          outdoors=True, mottle=0.4, distance_m=6, discs=32, colours=NEON),
    Place(("window",), "window", (0.62, 0.68, 0.76), (0.16, 0.15, 0.14), outdoors=True,
          mottle=0.15, distance_m=3),
    Place(("brick",), "wall", (0.21, 0.085, 0.055), (0.15, 0.06, 0.04), mottle=0.55, distance_m=3),
    Place(("concrete", "underpass", "garage"), "wall", (0.26, 0.26, 0.25), (0.18, 0.18, 0.175),
          mottle=0.45),
    Place(("stone", "cellar", "cave", "castle", "ruin"), "wall", (0.19, 0.175, 0.15),
          (0.13, 0.12, 0.10), mottle=0.6, distance_m=3),
    Place(("forest", "wood", "woods", "tree", "trees", "foliage", "garden", "park", "jungle",
           "orchard", "leaves", "greenhouse", "vineyard", "hedge"), "foliage", (0.17, 0.26, 0.08),
          (0.07, 0.11, 0.035), outdoors=True, mottle=0.6, distance_m=7, discs=18),
    Place(("snow", "snowfield", "glacier", "arctic", "ice", "frozen"), "horizon", (0.5, 0.6, 0.75),
          (0.66, 0.71, 0.78), outdoors=True, sky=True, mottle=0.2, distance_m=14),
    Place(("desert", "dune", "dunes", "plain", "prairie", "canyon", "badlands", "dust"), "horizon",
          (0.5, 0.6, 0.75), (0.50, 0.34, 0.18), outdoors=True, sky=True, distance_m=14),
    Place(("sea", "ocean", "beach", "coast", "harbour", "harbor", "shore", "lake", "pier", "boat",
           "cliff", "river", "island"), "horizon", (0.5, 0.6, 0.75), (0.10, 0.17, 0.20),
          outdoors=True, sky=True, mottle=0.25, distance_m=14),
    Place(("field", "meadow", "grass", "moor", "hill", "hills", "hillside", "mountain", "mountains",
           "farm", "steppe", "savannah", "countryside"), "horizon", (0.5, 0.6, 0.75),
          (0.16, 0.17, 0.06), outdoors=True, sky=True, mottle=0.35, distance_m=12),
    Place(("sky", "skies", "clouds", "sunset", "sunrise", "horizon"), "gradient",
          (0.5, 0.6, 0.75), (0.62, 0.66, 0.70), outdoors=True, sky=True, mottle=0.3, distance_m=14),
    Place(("city", "street", "streets", "alley", "downtown", "market", "bridge", "rooftop",
           "traffic", "skyline", "fairground", "carnival", "bus", "taxi", "car", "station",
           "city lights", "tokyo", "paris", "london", "new york", "hong kong", "lagos", "mumbai",
           "berlin"), "lights", (0.22, 0.23, 0.25), (0.15, 0.145, 0.14), outdoors=True, mottle=0.5,
          distance_m=7, discs=24),
    Place(("library", "books", "bookshelves", "study", "archive"), "wall", (0.13, 0.075, 0.04),
          (0.10, 0.055, 0.03), mottle=0.7, discs=4, colours=LAMPS),
    Place(("church", "chapel", "cathedral", "temple"), "wall", (0.12, 0.10, 0.08),
          (0.10, 0.08, 0.06), mottle=0.5, distance_m=8, discs=12, colours=LAMPS),
    Place(("bar", "pub", "restaurant", "cafe", "café", "diner", "theatre", "theater", "backstage",
           "ballroom", "hotel", "lobby"), "wall", (0.14, 0.085, 0.05), (0.11, 0.065, 0.04),
          mottle=0.5, distance_m=5, discs=16, colours=LAMPS),
    Place(("kitchen", "hospital", "laboratory", "clinic", "bathroom", "corridor", "office"), "wall",
          (0.36, 0.39, 0.37), (0.26, 0.27, 0.26), mottle=0.2, distance_m=5),
    Place(("room", "bedroom", "attic", "apartment", "flat", "house", "home", "interior", "kitchen",
           "workshop", "stairwell", "train", "parlour", "loft"), "wall", (0.24, 0.20, 0.16),
          (0.18, 0.15, 0.12), mottle=0.4, discs=3, colours=LAMPS),
    Place(("seamless", "paper", "backdrop", "cyclorama", "studio"), "gradient", (0.20, 0.20, 0.20),
          (0.24, 0.24, 0.24), mottle=0.04, distance_m=3),
    Place(("canvas", "cloth", "curtain", "velvet", "drape", "drapes", "muslin"), "wall",
          (0.16, 0.13, 0.10), (0.20, 0.165, 0.125), mottle=0.45, distance_m=2.5),
    Place(("wall", "plaster", "wallpaper", "panel", "panelling", "door", "background"), "wall",
          (0.30, 0.29, 0.27), (0.26, 0.25, 0.23), mottle=0.25, distance_m=2.5),
)  # fmt: skip
"""In order of search: what is nearest behind the subject comes first."""

SKY: dict[Time, tuple[Rgb, Rgb]] = {
    "dawn": ((0.26, 0.30, 0.44), (0.62, 0.42, 0.36)),
    "morning": ((0.40, 0.54, 0.74), (0.66, 0.70, 0.74)),
    "noon": ((0.32, 0.50, 0.82), (0.66, 0.73, 0.80)),
    "afternoon": ((0.36, 0.50, 0.74), (0.70, 0.70, 0.68)),
    "golden hour": ((0.55, 0.42, 0.30), (0.98, 0.60, 0.26)),
    "dusk": ((0.14, 0.14, 0.28), (0.60, 0.27, 0.17)),
    "blue hour": ((0.045, 0.085, 0.20), (0.11, 0.15, 0.27)),
    "night": ((0.010, 0.014, 0.030), (0.018, 0.018, 0.024)),
}
"""Overhead, and above the horizon."""

DAYLIGHT: dict[Time, Rgb] = {
    "dawn": (0.55, 0.48, 0.50),
    "morning": (0.95, 0.95, 0.95),
    "noon": (1.0, 1.0, 1.0),
    "afternoon": (1.0, 0.97, 0.92),
    "golden hour": (1.05, 0.72, 0.40),
    "dusk": (0.24, 0.20, 0.24),
    "blue hour": (0.09, 0.12, 0.20),
    "night": (0.045, 0.048, 0.060),
}
"""What the hour leaves of the colours on the ground."""

LIT = ("dusk", "blue hour", "night")  # the hours at which a town's lamps are discs


class Weather(NamedTuple):
    """What the air does to a background: a veil of this colour, and the light it swallows."""

    words: tuple[str, ...]
    veil: Rgb
    share: float
    factor: float


WEATHERS = (
    Weather(("fog", "mist", "haze", "smoke"), (0.50, 0.52, 0.54), 0.75, 0.9),
    Weather(("storm", "thunder"), (0.16, 0.18, 0.21), 0.7, 0.6),
    Weather(("rain", "drizzle", "wet"), (0.30, 0.33, 0.36), 0.6, 0.7),
    Weather(("snow", "blizzard", "frost"), (0.62, 0.68, 0.76), 0.6, 1.0),
    Weather(("dust", "sand"), (0.58, 0.42, 0.25), 0.6, 0.95),
    Weather(("overcast", "cloud", "grey", "gray", "dull"), (0.46, 0.49, 0.52), 0.7, 0.85),
)


def place(text: str) -> Place | None:
    """The place that the words name: the first in PLACES that has one of them."""
    lower = text.lower()
    for each in PLACES:
        if any(re.search(rf"\b{re.escape(word)}s?\b", lower) for word in each.words):
            return each
    return None


def weather(text: str | None) -> Weather | None:
    """The weather that the words name."""
    lower = (text or "").lower()
    for each in WEATHERS:
        if any(re.search(rf"\b{word}", lower) for word in each.words):
            return each
    return None
