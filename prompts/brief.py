"""The brief: what a person wants. Its field names are the contract of every JSON and TOML form."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Side = Literal["left", "right", "front", "back", "above", "below"]
Height = Literal["low", "eye", "high", "overhead"]
Softness = Literal["hard", "soft"]
Framing = Literal["extreme close-up", "close-up", "medium close-up", "medium", "wide"]
Angle = Literal["low", "eye", "high"]
Time = Literal["dawn", "morning", "noon", "afternoon", "golden hour", "dusk", "blue hour", "night"]
Grain = Literal["none", "fine", "medium", "coarse"]
Halation = Literal["none", "slight", "strong"]

ADULT = 18
AVOID = (
    "extra limbs",
    "distorted eyes",
    "plastic skin",
    "text",
    "watermark",
    "oversharpening",
)
"""What every portrait avoids unless its brief says otherwise."""

MINOR = (
    "Chiaroscuro photographs adults only: this brief asks for someone under 18. "
    "Give an age of 18 or more, and it will shoot."
)


def _adult(age: int) -> int:
    if age < ADULT:
        raise ValueError(MINOR)
    return age


class Model(BaseModel):
    """Frozen and closed: an unknown key is an error, never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Subject(Model):
    """Who stands before the camera; always an adult."""

    age: Annotated[int, AfterValidator(_adult), Field(le=110)] | None = None  # middle of a range
    gender: str | None = None  # woman | man | nonbinary | free text
    heritage: str | None = None
    hair: str | None = None
    wardrobe: str | None = None
    emotion: str | None = None
    role: str | None = None  # a trade or a part: "a retired boxer"
    marks: tuple[str, ...] = ()  # scars, freckles, glasses, tattoos, a beard


class Setting(Model):
    """Where and when."""

    place: str | None = None
    time: Time | None = None
    weather: str | None = None
    background: str | None = None


class Lamp(Model):
    """One light, as the camera sees it: `left` is the left of the picture."""

    side: Side | None = None
    height: Height | None = None
    kelvin: Annotated[int, Field(ge=1000, le=20000)] | None = None
    gel: str | None = None  # a colour word: "magenta", "cyan"
    softness: Softness | None = None
    stops: Annotated[float, Field(ge=-3, le=12)] | None = None  # under the key


class Light(Model):
    """The lighting plan."""

    key: Lamp = Lamp()
    fill: Lamp = Lamp()
    rim: Lamp = Lamp()
    practicals: tuple[str, ...] = ()  # lamps seen in the picture: "neon sign", "candle"


class Camera(Model):
    """The lens and where it stands."""

    framing: Framing | None = None
    focal_mm: Annotated[float, Field(ge=8, le=800)] | None = None
    aperture: Annotated[float, Field(ge=0.7, le=32)] | None = None  # f-number
    sensor: str | None = None  # a name known to prompts.optics: "full frame", "super 35"
    height_m: Annotated[float, Field(ge=0, le=10)] | None = None  # lens above the floor
    angle: Angle | None = None


class Finish(Model):
    """How the picture is printed."""

    grade: str | None = None  # a look's id whose grade is borrowed
    grain: Grain | None = None
    halation: Halation | None = None


class Brief(Model):
    """One picture that somebody wants. Only the subject must be there, and it may be empty."""

    subject: Subject
    setting: Setting = Setting()
    light: Light = Light()
    camera: Camera = Camera()
    finish: Finish = Finish()
    look: str | None = None  # a look's id: "noir", "golden-hour"
    mood: str | None = None
    story: str | None = None  # the beat this picture tells
    avoid: tuple[str, ...] = AVOID
    use: str | None = None  # "poster", "social": gives the aspect and the size
    aspect: Annotated[str, Field(pattern=r"^[1-9]\d{0,2}:[1-9]\d{0,2}$")] | None = None
    character: str | None = None
    references: tuple[str, ...] = ()  # blobs by sha256
    seed: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    notes: tuple[str, ...] = ()  # what was said and not understood; kept, never dropped
    version: Annotated[int, Field(ge=1)] = 1
