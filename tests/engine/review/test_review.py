"""A good portrait passes; what is broken in it is found, and the right button is named."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
import skimage.data

from engine.face import Face, faces
from engine.pictures import Negative, Pixels
from engine.protocol import Finding
from engine.review import review
from engine.review.background import background
from engine.review.border import border
from engine.review.geometry import geometry
from engine.review.light import light
from engine.review.scene import Scene, scene
from engine.review.sharpness import sharpness
from engine.review.skin import skin
from engine.review.tones import cast, highlights, shadows
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.shot import Shot

# NASA, public domain: head and shoulders, the face 190 px wide, lit from the picture's left.
GOOD = np.ascontiguousarray(
    cv2.resize(skimage.data.astronaut()[:320, 66:386], (640, 640), interpolation=cv2.INTER_CUBIC)
).astype(np.uint8)
Way = Callable[[Pixels], Pixels]
BY: dict[str, Callable[[Scene], Finding | None]] = {
    "skin-texture": skin,
    "light-direction": light,
    "shadows": shadows,
    "highlights": highlights,
    "cast": cast,
    "sharpness": sharpness,
    "edges": border,
    "background": background,
    "geometry": geometry,
}


@pytest.fixture(scope="module")
def face() -> Face:
    return faces(GOOD)[0]


def shot(side: str = "left") -> Shot:
    light = {"key": {"side": side, "kelvin": 5500}}
    return compile_shot(Brief.model_validate({"subject": {}, "light": light, "look": "tintype"}))


def found(
    pixels: Pixels, what: str, shot: Shot | None = None, negative: Negative | None = None
) -> Finding | None:
    return BY[what](scene(pixels, shot, negative))


def codes(values) -> Pixels:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def waxy(pixels):
    for _ in range(3):
        pixels = cv2.bilateralFilter(pixels, 15, 60, 9)
    return codes(pixels)


def soft(pixels):
    return codes(cv2.GaussianBlur(pixels, (0, 0), 3))


def crushed(pixels):
    return codes((pixels.astype(float) - 150) * 255 / 105)


def dark(pixels):
    return codes(pixels * 0.3)


def veiled(pixels):
    return codes(pixels * 0.4 + 90)


def blown(pixels):
    return codes(pixels * 1.7)


def green(pixels):
    return codes(pixels * np.array((0.85, 1.1, 0.85)))


def blue(pixels):
    return codes(pixels * np.array((0.8, 0.95, 1.25)))


def stretched(pixels):
    return codes(cv2.copyMakeBorder(pixels[:, :-24], 0, 0, 0, 24, cv2.BORDER_REPLICATE))


def mirrored_edge(pixels):
    return codes(cv2.copyMakeBorder(pixels[:-24], 0, 24, 0, 0, cv2.BORDER_REFLECT))


def wide(pixels):
    return codes(cv2.resize(pixels, (960, 640), interpolation=cv2.INTER_CUBIC))


@pytest.mark.parametrize("brief", [None, shot()])
def test_a_good_portrait_is_good_in_everything(brief):
    findings = review(GOOD, shot=brief)
    assert [each.what for each in findings if not each.good] == []
    assert all(not each.mend for each in findings)
    seen = {each.what for each in findings}
    assert {"face", "gaze-left", "gaze-right", "iris-left", "iris-right"} <= seen
    assert {"skin-texture", "shadows", "highlights", "sharpness", "edges", "geometry"} <= seen
    assert ("light-direction" in seen) == (brief is not None)
    assert ("cast" in seen) == (brief is None)  # a tintype is toned


@pytest.mark.parametrize(
    ("what", "way", "mend"),
    [
        ("skin-texture", waxy, "region:skin"),
        ("sharpness", soft, "refine"),
        ("shadows", crushed, "regrade"),
        ("shadows", dark, "regrade"),
        ("shadows", veiled, "regrade"),
        ("highlights", blown, "regrade"),
        ("cast", green, "regrade"),
        ("cast", blue, "regrade"),
        ("edges", stretched, "region:background"),
        ("edges", mirrored_edge, "region:background"),
        ("geometry", wide, "refine"),
    ],
)
def test_what_is_broken_is_found(what: str, way: Way, mend: str):
    finding = found(way(GOOD), what)
    assert finding
    assert not finding.good
    assert finding.mend == mend
    assert (finding.low is not None and finding.value < finding.low) or (
        finding.high is not None and finding.value > finding.high
    )


def test_light_from_the_other_side_is_seen():
    finding = found(np.ascontiguousarray(GOOD[:, ::-1]), "light-direction", shot=shot())
    assert finding
    assert not finding.good
    other = found(GOOD, "light-direction", shot=shot("right"))
    assert other
    assert not other.good


def test_an_eye_that_sits_too_low_is_no_lens_s(face):
    y, x = np.mgrid[0 : GOOD.shape[0], 0 : GOOD.shape[1]].astype(np.float32)
    middle, width = face.eyes["left"].centre, face.width
    near = np.exp(-((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / (2 * (0.16 * width) ** 2))
    bent = cv2.remap(GOOD, x, (y - 0.12 * width * near).astype(np.float32), cv2.INTER_LINEAR)
    finding = found(codes(bent), "geometry")
    assert finding
    assert not finding.good


def spotted(wavy: float) -> Pixels:
    """The portrait before a dark wall with spots of light, round or wavy."""
    picture = np.full((800, 960, 3), 30, np.float32)
    rng = np.random.default_rng(3)
    turn = np.linspace(0, 2 * np.pi, 60)
    for x, y in ((90, 90), (220, 60), (330, 110), (520, 70), (700, 100), (860, 60), (880, 260)):
        waves = sum(np.sin(k * turn + rng.uniform(0, 6)) / k**0.5 for k in (2, 3, 5))
        radius = 26 * (1 + wavy * waves)
        rim = np.stack((x + radius * np.cos(turn), y + radius * np.sin(turn)), -1)
        cv2.fillPoly(picture, [np.rint(rim * 16).astype(np.int32)], (230, 190, 120), cv2.LINE_AA, 4)
    picture = cv2.GaussianBlur(picture, (0, 0), 1)
    body = codes(cv2.resize(GOOD, (480, 480), interpolation=cv2.INTER_AREA))
    picture[320:, 240:720] = body
    return codes(picture)


def test_a_lens_makes_discs_and_no_blobs():
    discs, blobs = found(spotted(0.0), "background"), found(spotted(0.4), "background")
    assert discs
    assert discs.good
    assert blobs
    assert not blobs.good
    assert blobs.mend == "region:background"


def test_a_coloured_light_that_was_asked_for_is_no_cast():
    brief = compile_shot(Brief.model_validate({"subject": {}, "look": "neon-noir"}))
    assert found(blue(GOOD), "cast", shot=brief) is None


def test_grain_does_not_hide_plastic_skin_where_the_negative_is_known():
    smooth = waxy(GOOD)
    noise = np.random.default_rng(2).normal(0, 4, GOOD.shape[:2])[..., None]
    print_, negative = codes(smooth + noise), smooth.astype(np.float32) / np.float32(255)
    with_grain = found(print_, "skin-texture")
    assert with_grain
    assert with_grain.good
    without = found(print_, "skin-texture", negative=negative)
    assert without
    assert not without.good


def test_what_cannot_be_judged_is_left_out():
    small = codes(cv2.resize(GOOD, (160, 160), interpolation=cv2.INTER_AREA))
    assert {each.what for each in review(small)}.isdisjoint({"skin-texture", "cast", "geometry"})
    assert [each.what for each in review(np.full((200, 160, 3), 90, np.uint8))] == []


def test_a_portrait_without_a_face_is_said_to_have_none():
    (finding,) = review(np.full((200, 160, 3), 90, np.uint8), shot=shot())
    assert finding.what == "face"
    assert not finding.good
    assert finding.mend == "refine"


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (64, 900), (3, 400)])
def test_any_picture_can_be_reviewed(shape):
    noise = np.random.default_rng(1).integers(0, 256, (*shape, 3)).astype(np.uint8)
    assert all(isinstance(each, Finding) for each in review(noise, shot=shot()))
