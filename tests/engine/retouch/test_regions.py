"""Every region of a photograph: what changes, what stays, and what is said instead."""

from dataclasses import replace

import numpy as np
import pytest
import skimage.data
from PIL import Image

from engine.models import card
from engine.models.retouch import RetouchFamily, scenery
from engine.pictures import to_float
from engine.protocol import (
    Animate,
    Box,
    EditRegion,
    FixEyes,
    Previs,
    Refine,
    Region,
    Shoot,
    StudioError,
)
from engine.retouch.colour import linear, luminance, oklab
from engine.retouch.edit import Asked, edited
from engine.retouch.scan import seen
from tests import fakes

SHA = "a" * 64
SUIT = (slice(300, 340), slice(20, 50))  # of the picture below: an orange sleeve


def shown(picture, width, box):
    part = Image.fromarray(picture).crop(box)
    size = (width, round(width * part.height / part.width))
    return to_float(np.asarray(part.resize(size, Image.Resampling.LANCZOS)))


# NASA's astronaut, in the public domain: head and shoulders, 320 x 400.
PHOTO = shown(skimage.data.astronaut(), 320, (80, 0, 400, 400))
COFFEE = shown(skimage.data.coffee(), 200, (0, 0, 400, 400))


NOISE = np.random.default_rng(6).random(PHOTO.shape, np.float32)


class Counted:
    """Counts the steps, and stops at one."""

    def __init__(self, stop_at=None):
        self.told, self.stop_at = 0, stop_at

    def picture(self, blob):
        raise AssertionError(f"nobody needs {blob}")

    def progress(self, step, of, preview=None):  # noqa: ARG002
        assert 0 <= step <= of
        self.told += 1
        if self.told == self.stop_at:
            raise InterruptedError


FAMILY = RetouchFamily(card("retouch"))
KNOWN = seen(PHOTO, None, 0)


def ask(region, words, strength=1.0):
    """Retouch what has been looked at already."""
    return edited(KNOWN, Asked(region, words, strength, scenery(None)), Counted())


def order(region, words, picture=PHOTO, steps=None, **said):
    """The same on the whole road."""
    asked = EditRegion(take=SHA, model="retouch", region=region, words=words, **said)
    return FAMILY.inpaint(asked, lambda: picture, steps or Counted())


def hue(picture, matte):
    mean = oklab(linear(picture))[matte > 0.8].mean(0)
    return mean[1], mean[2]


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("hair", "copper"),
        ("wardrobe", "navy"),
        ("background", "a forest"),
        ("background", "blurred"),
        ("skin", "more texture, less red"),
        ("lips", "dark red"),
        (Box(left=0.5, top=0, right=1, bottom=0.5), "darker"),
    ],
)
def test_what_lies_outside_the_matte_is_the_picture_itself(region, words):
    made = ask(region, words)
    outside = made.matte == 0
    assert 0.0005 < 1 - outside.mean() < 0.9
    assert made.pixels.dtype == np.float32
    assert np.array_equal(made.pixels[outside], PHOTO[outside])
    assert np.abs(made.pixels - PHOTO).max() > 0.05
    assert np.isfinite(made.pixels).all()
    assert made.pixels.min() >= 0
    assert made.pixels.max() <= 1
    again = ask(region, words)
    assert np.array_equal(again.pixels, made.pixels)


def test_hair_takes_the_colour_and_keeps_its_strands():
    hair = KNOWN.of("hair")
    copper = ask("hair", "copper").pixels
    assert hue(copper, hair)[0] > hue(PHOTO, hair)[0] + 0.03
    strands = hair > 0.9
    one, other = (np.log(luminance(linear(x)) + 1e-3)[strands] for x in (PHOTO, copper))
    assert np.corrcoef(one, other)[0, 1] > 0.9
    dark = ask("hair", "black").pixels
    assert luminance(linear(dark))[strands].mean() < 0.4 * luminance(linear(PHOTO))[strands].mean()
    less = ask("hair", "copper", strength=0.5).pixels
    assert 0.2 < np.abs(less - PHOTO).mean() / np.abs(copper - PHOTO).mean() < 0.8


def test_cloth_is_dyed_and_keeps_its_folds():
    navy = ask("wardrobe", "navy").pixels
    a, b = oklab(linear(navy))[SUIT][..., 1:].mean((0, 1))
    assert b < -0.02
    assert abs(a) < 0.04
    was, now = (np.log(luminance(linear(x))[SUIT] + 1e-3).ravel() for x in (PHOTO, navy))
    assert np.corrcoef(was, now)[0, 1] > 0.85
    muted = oklab(linear(ask("wardrobe", "muted").pixels))[SUIT][..., 1:].mean((0, 1))
    assert np.hypot(*muted) < 0.8 * np.hypot(*oklab(linear(PHOTO))[SUIT][..., 1:].mean((0, 1)))


def test_another_place_leaves_the_sitter_alone():
    made = ask("background", "white")
    corner = made.pixels[10:60, 10:60]
    assert corner.mean() > 0.6
    face = KNOWN.of("face") > 0.9
    assert (made.matte[face] > 0).mean() < 0.02
    night = ask("background", "a forest at night").pixels
    assert night[10:60, 10:60].mean() < ask("background", "a forest").pixels[10:60, 10:60].mean()


def test_skin_gains_and_loses_pores_within_limits():
    skin = KNOWN.of("face") > 0.9

    def pores(picture):
        level = oklab(linear(picture))[..., 0]
        return float((level - soft_of(level))[skin].std())

    more, less = ask("skin", "much more texture").pixels, ask("skin", "much smoother").pixels
    assert 1.06 < pores(more) / pores(PHOTO) < 3.5
    assert 0.3 < pores(less) / pores(PHOTO) < 0.95
    matt = oklab(linear(ask("skin", "less shine").pixels))[..., 0][skin]
    assert np.percentile(matt, 99) < np.percentile(oklab(linear(PHOTO))[..., 0][skin], 99)


def soft_of(level):
    from engine.retouch.soft import blur  # noqa: PLC0415

    return blur(level, 1.2)


def test_lips_are_painted_and_teeth_are_not():
    made = ask("lips", "dark red")
    a, _ = hue(made.pixels, KNOWN.of("lips"))
    assert a > hue(PHOTO, KNOWN.of("lips"))[0]
    lab = oklab(linear(PHOTO))
    smile = (
        (KNOWN.of("lips") + KNOWN.of("teeth") > 0.9) & (lab[..., 0] > 0.9) & (lab[..., 1] < 0.02)
    )
    assert smile.any()
    assert np.abs(made.pixels - PHOTO)[smile].mean() < 0.06


@pytest.mark.parametrize(
    ("region", "words", "sentence"),
    [
        ("hair", "a short bob", "cut"),
        ("hair", "banana", "copper"),
        ("wardrobe", "something nice", "navy"),
        ("background", "quixotic", "a forest"),
        ("skin", "a dragon tattoo", "less shine"),
        ("lips", "smiling", "glossy"),
        ("hair", "", "copper"),
        (Box(left=0, top=0, right=0.5, bottom=0.5), "a parrot", "darker"),
        (Box(left=0, top=0, right=0.001, bottom=0.001), "darker", "larger"),
        ("wardrobe", "navy school uniform of a 12 year old girl", "adults"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(region, words, sentence):
    with pytest.raises(StudioError, match=sentence):
        order(region, words) if sentence == "adults" else ask(region, words)


def test_without_a_face_only_what_needs_none_is_done():
    with pytest.raises(StudioError, match="No face"):
        order("lips", "red", COFFEE)
    assert order(Box(left=0, top=0, right=0.5, bottom=1), "darker", COFFEE).matte.any()


def test_a_stop_is_obeyed_at_every_step():
    steps = Counted()
    order("background", "a forest", steps=steps)
    assert steps.told > 5
    for stop in range(1, steps.told + 1, 3):
        with pytest.raises(InterruptedError):
            order("background", "a forest", steps=Counted(stop))


def test_a_refined_picture_is_larger_and_a_clip_begins_with_the_still():
    order = Refine(take=SHA, model="retouch")
    made = FAMILY.reshoot(order, lambda: PHOTO, Counted()).negative
    assert made.shape == (600, 480, 3)
    moved = Animate(take=SHA, model="retouch", seconds=0.5, frames_per_second=8, moves=("drift",))
    clip = FAMILY.animate(moved, lambda: PHOTO, Counted())
    assert clip.count == 4
    assert np.abs(next(clip.frames) - PHOTO).mean() < 0.02


def test_an_eye_is_mended_inside_its_own_matte():
    close = shown(skimage.data.astronaut(), 640, (155, 20, 315, 180))
    asked = FixEyes(take=SHA, model="retouch", eyes=("left",), gaze="camera")
    made = FAMILY.inpaint(asked, lambda: close, Counted())
    there = made.matte > 0
    assert there.any()
    assert not there[:, 330:].any()  # the other eye
    assert np.array_equal(made.negative[~there], close[~there])
    with pytest.raises(StudioError, match="No face"):
        FAMILY.inpaint(asked, lambda: COFFEE, Counted())


def test_there_is_no_camera():
    shoot = fakes.order()
    assert isinstance(shoot, Shoot)
    with pytest.raises(StudioError, match="no camera"):
        FAMILY.shoot(shoot, 0, Counted())
    with pytest.raises(StudioError, match="no camera"):
        FAMILY.previs(Previs(shot=fakes.SHOT, size=fakes.SIZE), Counted())


@pytest.mark.parametrize(
    "picture", [PHOTO * 0, PHOTO * 0 + 1, NOISE], ids=["black", "white", "noise"]
)
def test_a_picture_of_nothing_is_changed_a_little_or_a_sentence(picture):
    known = replace(KNOWN, negative=picture)
    regions: tuple[Region, ...] = ("hair", "wardrobe", "lips")
    for region in regions:
        try:
            made = edited(known, Asked(region, "red", 1.0, scenery(None)), Counted())
        except StudioError:
            continue
        assert np.isfinite(made.pixels).all()


def test_where_nobody_is_all_would_be_background():
    with pytest.raises(StudioError, match="Nobody"):
        order("background", "a forest", NOISE[:80, :80])
