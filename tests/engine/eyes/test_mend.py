"""Eyes that were broken on purpose, on a photograph: mended, or left as they were, never worse."""

from functools import cache

import numpy as np
import pytest
from PIL import Image
from skimage import data

from engine.eyes import Ask, Mended, faults, mend, optician
from engine.face import Face, Side, faces
from engine.paste import laid
from engine.pictures import Matte, Negative, Pixels, to_float
from tests.bench.damage import DAMAGES, Damage, damaged

OTHER: dict[Side, Side] = {"left": "right", "right": "left"}


@cache
def portrait() -> Pixels:
    """NASA's astronaut, in the public domain, 720 x 900."""
    part = Image.fromarray(data.astronaut()).crop((105, 0, 365, 325))
    return np.asarray(part.resize((720, 900), Image.Resampling.LANCZOS))


@cache
def mended(how: Damage | None, side: Side = "right") -> tuple[Negative, Mended]:
    """What was broken, and what became of it."""
    pixels = portrait()
    if how:
        pixels = damaged(pixels, faces(pixels)[0], side, how)
    face, ask = faces(pixels)[0], Ask()

    def repair(negative: Negative, face: Face, side: Side) -> tuple[Negative, Matte]:
        return optician(negative, face, side, ask)

    negative = to_float(pixels)
    return negative, mend(negative, face, ("left", "right"), repair, ask)


def wrong(of: Mended, side: Side, *, before: bool = False) -> float:
    """How far an eye lies outside what is normal."""
    eyes = of.before if before else of.after
    return sum(fault.beyond for fault in faults(eyes[side], eyes[OTHER[side]]))


def test_good_eyes_are_left_alone():
    _, made = mended(None)
    assert made.notes == ("nothing-to-mend",)
    assert not made.matte.any()


@pytest.mark.parametrize("how", DAMAGES)
def test_an_eye_that_was_broken_is_not_worse_and_the_rest_keeps_every_bit(how: Damage):
    negative, made = mended(how)
    assert wrong(made, "right") <= wrong(made, "right", before=True)
    outside = made.matte == 0
    assert np.array_equal(made.negative[outside], negative[outside])
    assert np.array_equal(laid(negative, made.negative, made.matte)[outside], negative[outside])
    assert (made.matte > 0).mean() < 0.02, "an eye is small"
    assert "left" not in made.mended, "it was good"


def test_most_of_what_was_broken_is_normal_again():
    normal = [how for how in DAMAGES if wrong(mended(how)[1], "right") == 0]
    assert len(normal) >= 3


def test_the_same_eye_is_mended_the_same_way_twice():
    negative, one = mended("oval")
    mended.cache_clear()
    again, other = mended("oval")
    assert np.array_equal(negative, again)
    assert np.array_equal(one.negative, other.negative)
