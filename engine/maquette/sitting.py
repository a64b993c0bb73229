"""All that makes one picture: who sits, in what light, before what, and how finely it is made."""

from dataclasses import dataclass

from engine.maquette.person import Outfit, Person, Pose
from engine.maquette.picture import Fineness
from prompts.setup import Backdrop, Setup

Pixel = tuple[int, int]


@dataclass(frozen=True)
class Quality:
    """How much work goes into a picture."""

    samples: int  # a pixel
    depth: int  # times that light may turn on its way
    strands: float  # share of the full head of hair
    texture: int  # side of the skin's maps, pixels
    fineness: Fineness  # of the denoiser


PREVIEW = Quality(samples=3, depth=2, strands=0.3, texture=1024, fineness="fast")


def take(samples: int = 16, texture: int = 1024) -> Quality:
    """The quality of a picture that is kept; more than 1000 pixels wide wants `texture` 2048."""
    return Quality(samples=samples, depth=4, strands=1.0, texture=texture, fineness="high")


@dataclass(frozen=True)
class Sitting:
    """Two equal sittings are one negative, to the byte. The grade of the setup changes nothing."""

    setup: Setup
    person: Person
    pose: Pose
    outfit: Outfit
    size: Pixel  # width, height
    quality: Quality
    seed: int = 0  # of the noise
    strewn: int | None = None  # seed of what lies behind; None: the person's own
    glow: Backdrop | None = None  # the place whose light falls on the subject; None: the one seen

    @property
    def behind(self) -> int:
        """The seed of what lies behind."""
        return self.person.seed if self.strewn is None else self.strewn
