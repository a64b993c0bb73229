"""Light measured on pictures of whole briefs, not believed: words in, pixels out."""

import numpy as np
import pytest
from numpy.random import Generator
from numpy.typing import NDArray

from engine.grade import graded
from engine.maquette import casting
from engine.maquette.bake import bake
from engine.maquette.render import Maquette
from engine.maquette.sitting import PREVIEW
from engine.maquette.truth import CLASSES, Truth
from engine.pictures import to_float
from engine.settings import Settings
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.looks import looks

SIZE = (160, 200)
BRIEFS = 20


@pytest.fixture(scope="module")
def maquette() -> Maquette:
    cache = Settings().cache_dir
    bake(cache)
    return Maquette(cache)


def photograph(maquette: Maquette, brief: Brief, seed: int) -> tuple[NDArray[np.uint8], Truth]:
    shot = compile_shot(brief)
    person, outfit = casting.cast(shot.brief, seed)
    who = (person, casting.pose(shot.brief, seed, 0), outfit)
    negative = to_float(maquette.photograph(shot.setup, *who, SIZE, PREVIEW))
    return graded(negative, shot.setup.grade), maquette.truth(shot.setup, *who, SIZE)


def linear(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Undo the sRGB curve (IEC 61966-2-1)."""
    value = picture / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def cheek(picture: NDArray[np.uint8], truth: Truth, side: str) -> NDArray[np.float64]:
    """Mean linear colour of the subject's own cheek, "l" or "r", where skin is seen."""
    outer, mouth = (np.array(truth.landmarks[f"{p}_{side}"][:2]) for p in ("outer", "mouth"))
    centre, radius = (outer + mouth) / 2, np.linalg.norm(outer - mouth) * 0.28
    rows, columns = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    near = (columns - centre[0]) ** 2 + (rows - centre[1]) ** 2 <= radius**2
    return linear(picture)[near & (truth.classes == CLASSES.index("skin"))].mean(0)


def random_brief(rng: Generator) -> Brief:
    def any_of(*values: object) -> object:
        return values[rng.integers(len(values))]

    return Brief.model_validate(
        {
            "subject": {
                "age": int(rng.integers(20, 80)),
                "gender": any_of("woman", "man"),
                "heritage": any_of("Nigerian", "Irish", "Japanese", "Punjabi", "Mexican"),
                "hair": any_of("crop", "short grey hair", "bun", "slicked back", "buzz cut"),
            },
            "light": {
                "key": {
                    "side": any_of("left", "right"),
                    "height": any_of("eye", "high"),
                    "softness": any_of("hard", "soft"),
                    "kelvin": int(rng.integers(2800, 7500)),
                },
                "fill": {"stops": float(rng.uniform(1.1, 5.0))},
            },
            "camera": {
                "framing": any_of("close-up", "medium close-up"),
                "focal_mm": any_of(35, 50, 85, 135),
                "aperture": any_of(1.8, 2.8, 5.6),
            },
            "look": any_of(*(look.id for look in looks())),
        }
    )


@pytest.mark.parametrize("seed", range(BRIEFS))
def test_the_brighter_cheek_is_on_the_side_of_the_key(maquette: Maquette, seed: int) -> None:
    brief = random_brief(np.random.default_rng(seed))

    picture, truth = photograph(maquette, brief, seed)

    # The picture's left is the subject's right.
    lit, other = ("r", "l") if brief.light.key.side == "left" else ("l", "r")
    assert cheek(picture, truth, lit).mean() > cheek(picture, truth, other).mean(), brief


def test_a_warmer_key_makes_a_redder_picture(maquette: Maquette) -> None:
    reds: list[float] = []
    for kelvin in (9000, 6500, 5000, 4000, 3200, 2500, 1900):
        brief = Brief.model_validate({"subject": {"age": 40}, "light": {"key": {"kelvin": kelvin}}})
        picture, _ = photograph(maquette, brief, 3)
        red, _, blue = linear(picture).mean((0, 1))
        reds.append(red / blue)

    assert reds == sorted(reds)


def test_the_same_brief_and_seed_make_the_same_pixels(maquette: Maquette) -> None:
    brief = random_brief(np.random.default_rng(99))

    first, _ = photograph(maquette, brief, 5)
    photograph(maquette, random_brief(np.random.default_rng(98)), 6)
    again, _ = photograph(maquette, brief, 5)

    assert np.array_equal(first, again)
