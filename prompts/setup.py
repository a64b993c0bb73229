"""The numbers a renderer needs: lamps, lens, backdrop and grade of one shot, nothing left open.

Angles are degrees as the camera sees them: azimuth 0 is at the camera, positive to the right of the
picture, 180 behind the subject; elevation is above the subject's eyes. Colours are linear Rec. 709.
"""

from typing import Annotated, Literal

from pydantic import Field

from prompts.brief import Model

MID_GREY = 0.4614  # an 18 % grey card in sRGB

Rgb = tuple[float, float, float]
_Slope = Annotated[float, Field(ge=0, le=16)]
_Offset = Annotated[float, Field(ge=-4, le=4)]
_Power = Annotated[float, Field(ge=0.1, le=10)]
_Toned = Annotated[float, Field(ge=-0.12, le=0.12)]  # beyond it tones change places
_Much = Annotated[float, Field(ge=0, le=3)]
_Turn = Annotated[float, Field(ge=-60, le=60)]
Slope = tuple[_Slope, _Slope, _Slope]
Offset = tuple[_Offset, _Offset, _Offset]
Power = tuple[_Power, _Power, _Power]
Tone = tuple[_Toned, _Toned, _Toned]
# Reds, yellows, greens, cyans, blues, magentas:
Hues = tuple[_Much, _Much, _Much, _Much, _Much, _Much]
Turns = tuple[_Turn, _Turn, _Turn, _Turn, _Turn, _Turn]


class Beam(Model):
    """One light slot. A slot that is off has `on=False` and keeps its place in the scene."""

    azimuth: float  # degrees, + to camera right
    elevation: float  # degrees above the eye line
    kelvin: int = 5600
    gel: Rgb | None = None  # replaces the Kelvin colour
    diameter_m: Annotated[float, Field(gt=0)] = 0.3  # small is hard, large is soft
    distance_m: Annotated[float, Field(gt=0)] = 1.6  # from between the eyes
    stops: float = 0.0  # under the key, at the face; negative is brighter
    on: bool = True


class Optics(Model):
    """The camera of one shot."""

    focal_mm: float
    aperture: float
    sensor_w_mm: float  # the part of the sensor that the aspect uses
    sensor_h_mm: float
    distance_m: float  # lens to the eyes
    cover_m: float  # height of the frame at the eyes
    aim_m: float  # frame centre above (+) or below (-) the eyes
    azimuth: float = 0.0
    elevation: float = 0.0  # + looks down on the subject


class Backdrop(Model):
    """What is behind the subject."""

    kind: Literal["wall", "gradient", "window", "lights", "foliage", "horizon"] = "gradient"
    top: Rgb = (0.05, 0.05, 0.05)  # relative to a grey card under the key = 0.18
    bottom: Rgb = (0.03, 0.03, 0.03)
    mottle: Annotated[float, Field(ge=0, le=1)] = 0.2  # unevenness of the cloth or sky
    distance_m: Annotated[float, Field(gt=0)] = 3.5  # behind the eyes
    discs: Annotated[int, Field(ge=0, le=60)] = 0  # points of light that the lens turns to discs
    disc_colours: tuple[Rgb, ...] = ((1.0, 0.62, 0.28),)
    disc_stops: float = -3.0  # disc radiance under the key (negative: brighter)


class Grade(Model):
    """A print of a negative: white balance, exposure, ASC CDL, tone, colour by hue, and the film.

    In the order of the fields, on display-referred sRGB values in 0..1; halation, bloom and the
    vignette come first, in light, and grain last. Without a word it changes nothing.
    Source of slope, offset, power and saturation: ASC Color Decision List v1.2.
    """

    kelvin: Annotated[int, Field(ge=1700, le=25_000)] | None = None
    """Of the light in the picture that the print shows as neutral; higher prints warmer."""
    tint: Annotated[float, Field(ge=-40, le=40)] = 0.0
    """How green that light is, in thousandths of Duv; more prints more magenta."""
    exposure: Annotated[float, Field(ge=-4, le=4)] = 0.0  # stops, along the film's own curve
    slope: Slope = (1.0, 1.0, 1.0)
    offset: Offset = (0.0, 0.0, 0.0)
    power: Power = (1.0, 1.0, 1.0)
    saturation: Annotated[float, Field(ge=0, le=3)] = 1.0
    contrast: Annotated[float, Field(ge=0.3, le=3)] = 1.0  # about the pivot
    pivot: Annotated[float, Field(ge=0.1, le=0.9)] = MID_GREY  # display value that contrast keeps
    shadows: Tone = (0.0, 0.0, 0.0)  # added to dark tones: what split toning is
    highlights: Tone = (0.0, 0.0, 0.0)  # added to bright ones
    hues: Hues = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0)  # saturation of each hue
    turns: Turns = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)  # degrees that each hue turns, + to the next one
    skin: Annotated[float, Field(ge=0, le=1)] = 1.0  # how far hues and turns spare skin
    density: Annotated[float, Field(ge=0, le=1)] = 0.0  # strong colours darken, as dyes do
    cube: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None  # sha256 of a .cube file
    bloom: Annotated[float, Field(ge=0, le=1)] = 0.0  # bright light spreads in the lens
    halation: Annotated[float, Field(ge=0, le=1)] = 0.0  # and comes back red from the film's base
    vignette: Annotated[float, Field(ge=0, le=1)] = 0.0
    grain: Annotated[float, Field(ge=0, le=1)] = 0.0


class Setup(Model):
    """Everything a renderer needs to know about light, lens, place and print."""

    key: Beam
    fill: Beam
    rim: Beam
    kicker: Beam  # the fourth slot: a practical, a window, a second rim
    ambient: Rgb = (0.01, 0.01, 0.012)  # from everywhere, relative to the key
    white_balance: int = 5000  # Kelvin that is recorded as neutral
    exposure: float = 0.0  # stops
    optics: Optics
    backdrop: Backdrop = Backdrop()
    grade: Grade = Grade()
    aspect: str = "4:5"


class Prompt(Model):
    """Words for one family of models. `negative` is empty where the model takes none."""

    positive: str
    negative: str = ""
