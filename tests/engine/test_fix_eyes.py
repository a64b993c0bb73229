"""Eyes are mended one at a time, and one that would be worse is left as it was. A real portrait."""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from skimage import data

from engine import deep, png
from engine.face import Face, faces
from engine.models.base import Patch, Source, Steps
from engine.pictures import Matte, Negative, Pixels, to_float
from engine.protocol import (
    LAYER,
    EditRegion,
    Eye,
    FixEyes,
    NothingToMend,
    StudioError,
)
from engine.tools import Take
from tests.engine.editing import Bench
from tests.fakes import SIZE, ColourCard, gradient

Repair = Callable[[Negative], Negative]
AWAY = {"left": -0.2, "right": 0.2}  # widths by which an iris is moved, each outwards


def untouched(negative: Negative) -> Negative:
    return negative


def whitened(negative: Negative) -> Negative:
    return np.full_like(negative, 0.8)


def blind(_negative: Negative) -> Negative:
    raise StudioError("This take shows no such eye.")


@dataclass(frozen=True)
class Portrait:
    """The public-domain portrait of Eileen Collins, close enough to judge her eyes."""

    pixels: Pixels
    face: Face

    def there(self, eye: Eye) -> Matte:
        """Within the lids, softly."""
        points, size = self.face.eyes[eye], self.pixels.shape[:2]
        matte = np.zeros(size, np.float32)
        cv2.fillConvexPoly(matte, np.rint(points.lids).astype(np.int32), 255)
        return np.asarray(cv2.GaussianBlur(matte, (0, 0), 1.2), np.float32).astype(np.uint8)

    def damaged(self, *eyes: Eye) -> Pixels:
        """The iris of each moved aside."""
        out = self.pixels.astype(np.float32)
        for eye in eyes:
            by = AWAY[eye] * self.face.eyes[eye].width
            move = np.array([[1, 0, by], [0, 1, 0]], np.float32)
            moved = cv2.warpAffine(self.pixels, move, self.pixels.shape[1::-1])
            weight = self.there(eye)[..., None] / np.float32(255)
            out += weight * (moved - out)
        return np.rint(out).astype(np.uint8)

    def restored(self, negative: Negative) -> Negative:
        assert negative.shape == self.pixels.shape
        return to_float(self.pixels)


@dataclass
class Oculist(ColourCard):
    """Does to each eye what it is told."""

    portrait: Portrait | None = None
    left: Repair = untouched
    right: Repair = untouched
    asked: list[tuple[Eye, ...]] = field(default_factory=list[tuple[Eye, ...]])

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        assert isinstance(order, FixEyes)
        assert self.portrait is not None
        self.asked.append(order.eyes)
        under = source()
        steps.progress(1, 1)
        (eye,) = order.eyes
        painted = (self.left if eye == "left" else self.right)(under)
        return Patch(painted, self.portrait.there(eye), {"gaze_degrees": 3.0})


@pytest.fixture(scope="module")
def portrait() -> Portrait:
    close = data.astronaut()[0:256, 96:352]
    large = np.asarray(cv2.resize(close, (512, 512), interpolation=cv2.INTER_CUBIC), np.uint8)
    return Portrait(large, faces(large)[0])


def mend(pixels: Pixels, family: Oculist, *eyes: Eye) -> tuple[Take, Bench]:
    bench = Bench(family)
    take = bench.keep(png.colour(pixels))
    (made,) = bench.run(FixEyes(take=take, eyes=eyes or ("left", "right")))
    return made, bench


def mended(take: Take) -> tuple[Eye, ...]:
    """As the recipe says."""
    assert isinstance(take.recipe.order, FixEyes)
    return take.recipe.order.eyes


@pytest.mark.parametrize("eye", ["left", "right"])
def test_a_broken_eye_is_mended_and_the_good_one_not_even_touched(
    portrait: Portrait, eye: Eye
) -> None:
    family = Oculist(portrait=portrait, left=portrait.restored, right=portrait.restored)
    broken = portrait.damaged(eye)
    made, _ = mend(broken, family)
    assert family.asked == [(eye,)]
    assert mended(made) == (eye,)
    assert made.measures["eyes"] == 1
    assert made.measures["gaze_degrees"] == 3
    _, matte = deep.decode_layer(made.extras[LAYER])
    after = png.decode(made.data)
    assert np.array_equal(after[matte == 0], broken[matte == 0])
    assert np.array_equal(matte, portrait.there(eye))


def test_an_eye_that_would_be_worse_is_kept_and_the_other_mended(portrait: Portrait) -> None:
    family = Oculist(portrait=portrait, left=portrait.restored, right=whitened)
    made, bench = mend(portrait.damaged("left", "right"), family)
    assert "right-eye-kept" in made.notes
    assert mended(made) == ("left",), "the recipe says what was done"
    _, matte = deep.decode_layer(made.extras[LAYER])
    assert not matte[:, 256:].any()
    (again,) = bench.run(made.recipe.order)
    assert again.data == made.data


def test_where_no_eye_becomes_better_no_take_is_made(portrait: Portrait) -> None:
    for repair in (untouched, whitened):
        family = Oculist(portrait=portrait, left=repair)
        with pytest.raises(NothingToMend, match="the left eye was better before the repair"):
            mend(portrait.damaged("left"), family, "left")


def test_good_eyes_are_left_alone(portrait: Portrait) -> None:
    family = Oculist(portrait=portrait, left=whitened, right=whitened)
    with pytest.raises(NothingToMend, match="the eyes are as in good portraits"):
        mend(portrait.pixels, family)
    assert family.asked == []


def test_what_cannot_be_judged_is_left_to_a_family_that_knows_its_scene() -> None:
    bench = Bench()
    (made,) = bench.run(FixEyes(take=bench.keep(png.colour(gradient(1, SIZE))), seed=4))
    assert mended(made) == ("left", "right")
    assert made.notes == ()


def test_where_nobody_sees_an_eye_it_is_a_sentence(portrait: Portrait) -> None:
    flat = np.full((512, 512, 3), 90, np.uint8)
    refusing = Oculist(portrait=portrait, left=blind, right=blind)
    with pytest.raises(StudioError, match="shows no such eye"):
        mend(flat, refusing)
    half = Oculist(portrait=portrait, left=blind)
    made, _ = mend(flat, half)
    assert made.notes == ("left-eye-unseen",)
    assert mended(made) == ("right",)
