"""What is asked is done, to the eyes that are named; what is no better is taken back and said."""

from functools import partial

import numpy as np

from engine.eyes import Ask, both, faults, mend, optician
from engine.eyes.mend import astray
from engine.face import SIDES, faces
from engine.paste import laid, paste
from engine.pictures import to_bytes, to_float
from tests.bench.damage import damaged


def fixed(pixels, face, ask=None, repair=None, sides=SIDES):
    ask = ask or Ask()
    return mend(to_float(pixels), face, sides, repair or partial(optician, ask=ask), ask)


def test_a_print_of_a_mended_eye_is_normal_for_who_sees_it_first(portrait, face):
    broken = damaged(portrait, face, "right", "oval", way=1)
    made = fixed(broken, faces(broken)[0])
    assert made.mended == ("right",)
    print_ = paste(broken, to_bytes(made.negative), made.matte)
    after = both(print_, faces(print_)[0])
    assert all(eye.ok for eye in after.values())
    assert not faults(after["left"], after["right"])
    assert not faults(after["right"], after["left"])
    assert (print_[made.matte == 0] == broken[made.matte == 0]).all()


def test_a_repair_that_is_no_better_is_taken_back_and_said(portrait, face):
    broken = damaged(portrait, face, "right", "doubled")
    (seen,) = faces(broken)

    def smear(negative, _face, side):
        x, y = seen.eyes[side].centre.astype(int)
        matte = np.zeros(negative.shape[:2], np.uint8)
        matte[y - 8 : y + 8, x - 20 : x + 20] = 255
        return np.full_like(negative, 0.5), matte

    made = fixed(broken, seen, repair=smear)
    assert made.notes == ("right-eye-kept",)
    assert (made.negative == to_float(broken)).all()
    assert not made.matte.any()


def test_only_the_eyes_that_are_named_are_touched(portrait, face):
    broken = damaged(portrait, face, "right", "doubled")
    (seen,) = faces(broken)
    assert fixed(broken, seen, sides=("left",)).mended == ()
    assert fixed(broken, seen, sides=("right",)).mended == ("right",)


def test_eyes_turn_to_the_camera_when_asked(portrait, face):
    aside = damaged(damaged(portrait, face, "left", "moved", way=1), face, "right", "moved", way=1)
    (seen,) = faces(aside)
    ask = Ask(gaze="camera")
    made = fixed(aside, seen, ask)
    after = both(laid(to_float(aside), made.negative, made.matte), seen)
    assert made.mended
    for side in made.mended:
        assert astray(after[side], ask) < astray(made.before[side], ask)


def test_eyes_in_the_dark_are_said_to_be_unseen(portrait, face):
    made = fixed(portrait // 40, face)
    assert "left-eye-unseen" in made.notes
    assert "right-eye-unseen" in made.notes
    assert not made.matte.any()


def test_less_strength_goes_a_part_of_the_way(portrait, face):
    broken = to_float(damaged(portrait, face, "left", "enlarged"))
    (seen,) = faces(to_bytes(broken))
    radii: list[float] = []
    for strength in (0.2, 0.5):
        patch, matte = optician(broken, seen, "left", Ask(strength=strength))
        radii.append(both(laid(broken, patch, matte), seen)["left"].iris_pixels)
    before = both(broken, seen)["left"].iris_pixels
    assert radii[1] < radii[0] < before
