"""The contact sheet: every take whole, every label whole."""

import io

import numpy as np
import pytest
from PIL import Image

from engine.models.base import Pixels
from engine.protocol import MAX_TAKES, Size
from engine.sheet import GROUND, sheet, technique, title
from prompts.brief import Brief, Camera, Lamp, Light, Subject
from prompts.compiler import compile_shot
from tests.fakes import gradient

BRIEF = Brief(
    subject=Subject(age=60),
    look="golden-hour",
    camera=Camera(focal_mm=85, aperture=1.8),
    light=Light(key=Lamp(side="left", height="high", kelvin=3200, softness="soft")),
)


def laid_out(takes: int, size: Size) -> Pixels:
    data = sheet([gradient(n, size) for n in range(takes)], compile_shot(BRIEF))
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("takes", range(1, MAX_TAKES + 1))
@pytest.mark.parametrize("size", [Size(width=64, height=80), Size(width=320, height=134)])
def test_every_take_is_there_and_nothing_touches_the_edge(takes: int, size: Size) -> None:
    pixels = laid_out(takes, size)
    for n in range(takes):
        assert contains(pixels, gradient(n, size))
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    assert np.all(edge == GROUND)


def contains(whole: Pixels, part: Pixels) -> bool:
    height, width, _ = part.shape
    corner = np.all(whole == part[0, 0], axis=-1)
    places = zip(*np.nonzero(corner), strict=True)
    return any(np.array_equal(whole[y : y + height, x : x + width], part) for y, x in places)


def test_the_caption_says_look_lens_and_light() -> None:
    shot = compile_shot(BRIEF)
    assert title(shot) == "Golden hour"
    facts = technique(shot)
    assert facts[0] == "85 mm, f/1.8"
    assert facts[1] == "key left high, soft, 3200 K"
