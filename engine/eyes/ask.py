"""What is asked of a repair of the eyes."""

from dataclasses import dataclass
from typing import Literal

Gaze = Literal["natural", "calm", "camera", "keep"]
"""natural: both look at one thing; calm: nearer to the middle; camera: into the lens; keep."""

WHOLE = 0.5  # of the strength: from here on what is out of place goes all the way
CALM = 0.35  # of the way to the lens that a calmer gaze leaves


@dataclass(frozen=True)
class Ask:
    """How eyes are to be mended."""

    gaze: Gaze = "natural"
    keep_colour: bool = True  # of the iris, also where its drawing comes from the other eye
    catchlight: bool = True  # one from the key, where the right one is missing
    strength: float = 0.5  # 0..1

    @property
    def share(self) -> float:
        """Of the way that an iris goes to its place, 0..1."""
        return min(self.strength / WHOLE, 1.0)

    @property
    def turns(self) -> bool:
        """Is something asked of good eyes too?"""
        return self.gaze in {"calm", "camera"}


def aim(gaze: tuple[float, float], ask: Gaze) -> tuple[float, float]:
    """Where an eye with this gaze is asked to look, beside what its neighbour does."""
    match ask:
        case "camera":
            return 0.0, 0.0
        case "calm":
            return CALM * gaze[0], CALM * gaze[1]
        case "natural" | "keep":
            return gaze
