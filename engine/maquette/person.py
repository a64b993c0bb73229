"""Who is photographed: a person, a pose and an outfit as numbers. Always adult and clothed."""

from dataclasses import dataclass, field
from typing import Literal

Rgb = tuple[float, float, float]  # linear Rec. 709 reflectance

HairStyle = Literal[
    "bald", "buzz", "crop", "short", "side-part", "slicked", "curly", "afro", "locs",
    "bob", "long", "wavy", "bun", "ponytail",
]  # fmt: skip
Frames = Literal["panto", "round", "rectangular"]
Garment = Literal[
    "crew", "v-neck", "turtleneck", "shirt", "suit", "coat", "hoodie", "wrap",
]  # fmt: skip


@dataclass(frozen=True)
class Hair:
    """A head of hair."""

    style: HairStyle = "short"
    colour: Rgb = (0.04, 0.023, 0.014)
    grey: float = 0.0  # share of white strands, 0..1
    length: float = 1.0  # times the style's usual length
    fringe: bool = False  # American: bangs


@dataclass(frozen=True)
class Person:
    """A person, fixed under every light, lens and coat. Two equal Persons are one person."""

    seed: int = 0  # identity: moles, hair roots, brows
    age: float = 35.0  # years, never under 18
    gender: float = 0.5  # 0 man .. 1 woman: the shape only
    african: float = 0.0  # the shape's mixture of the three templates; the sum is 1
    asian: float = 0.0
    caucasian: float = 1.0
    muscle: float = 0.5
    weight: float = 0.45
    face: dict[str, float] = field(default_factory=dict)  # local changes by name, -1..1
    tone: Rgb = (0.64, 0.42, 0.32)
    freckles: float = 0.1
    beard: float = 0.0  # 0 shaven, 0.3 stubble, 1 full beard
    lips: Rgb | None = None  # lipstick
    eyes: str = "brown"  # brown | dark | hazel | green | blue | grey
    brows: float = 1.0  # thickness
    hair: Hair = Hair()
    scar: bool = False


@dataclass(frozen=True)
class Pose:
    """What the person does: degrees and weights 0..1."""

    yaw: float = 0.0  # + turns the face to the right of the picture
    pitch: float = 0.0  # + looks up
    roll: float = 0.0  # + tilts the head to the right of the picture
    gaze: tuple[float, float] = (0.0, 0.0)  # of the eyes in the head: + right of the picture, + up
    converge: float = 0.0  # degrees that each eye turns to the nose besides, to meet near things
    blink: float = 0.0
    breath: float = 0.0
    actions: dict[str, float] = field(default_factory=dict)  # facial actions (ARKit names)


@dataclass(frozen=True)
class Outfit:
    """What the person wears."""

    garment: Garment = "crew"
    colour: Rgb = (0.05, 0.055, 0.07)
    second: Rgb = (0.5, 0.5, 0.5)  # the shirt under a suit or a coat
    sheen: float = 0.3  # 0 cotton, 1 satin
    glasses: Frames | None = None
