"""Pieces that need no model: previews, crops, alignment, seeds, sizes, depth."""

import cv2
import numpy as np
import pytest
import skimage.data
import torch

from engine.models import catalogue
from engine.models.pipes import align, crop, guide, seeds, sizes
from engine.models.pipes.preview import Factors
from engine.pictures import to_float

ASTRONAUT = to_float(np.ascontiguousarray(skimage.data.astronaut()[:256, 96:352]))


def test_previews_are_the_linear_part_of_what_a_vae_does() -> None:
    torch.manual_seed(0)
    planes, factors = torch.randn(1, 4, 12, 10), torch.randn(4, 3) * 0.2
    colours = torch.einsum("bchw,cr->brhw", planes, factors) + 0.1
    decoded = torch.nn.functional.interpolate(colours, scale_factor=8)
    known = Factors()
    assert known.show(planes) is None
    known.fit(planes, decoded + torch.randn_like(decoded) * 0.1)

    shown = known.show(planes)
    assert shown is not None
    wanted = (colours[0].permute(1, 2, 0).numpy() / 2 + 0.5).clip(0, 1)
    assert np.abs(shown - wanted).max() < 0.03


def test_a_preview_of_nonsense_is_black_not_an_error() -> None:
    known = Factors()
    known.fit(torch.randn(1, 4, 8, 8), torch.randn(1, 3, 64, 64))
    shown = known.show(torch.full((1, 4, 8, 8), torch.nan))
    assert shown is not None
    assert np.isfinite(shown).all()


def test_fillers_follow_what_is_wanted() -> None:
    assert seeds.filled((7,), 4) == (7, 8, 9, 10)
    assert seeds.filled((7, 8), 2) == (7, 8)
    one, other = seeds.generators((5, 5))
    assert torch.equal(torch.randn(3, generator=one), torch.randn(3, generator=other))


@pytest.mark.parametrize("size", [(512, 640), (2048, 1024), (64, 64)])
def test_a_model_draws_the_area_that_it_was_made_on(size: tuple[int, int]) -> None:
    card = catalogue.family_card("sdxl")
    width, height = sizes.native(*size, card)
    assert width % card.multiple == height % card.multiple == 0
    assert width * height == pytest.approx(card.side**2, rel=0.02)
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)


@pytest.mark.parametrize("box", [(0, 0, 10, 10), (90, 120, 100, 128), (40, 60, 44, 61)])
def test_a_crop_holds_its_part_and_returns_where_it_came_from(box: tuple[int, ...]) -> None:
    left, top, right, bottom = box
    mask = np.zeros((128, 100), bool)
    mask[top:bottom, left:right] = True
    window = crop.around(mask, 256, 8)
    assert window.left <= left
    assert window.right >= right
    assert window.top <= top
    assert window.bottom >= bottom
    assert max(window.width, window.height) == 256
    assert window.mask(mask).shape == (window.height, window.width)

    under = np.asarray(cv2.GaussianBlur(ASTRONAUT[:128, :100], (0, 0), 2), np.float32)
    back = window.laid(under, window.cut(under))
    assert np.abs(back - under).max() < 0.05
    assert np.array_equal(crop.matte(mask) > 0, mask), "no more and no less than the part"


@pytest.mark.parametrize("shift", [(0, 0), (9, -6), (-14.5, 3.25)])
def test_an_editor_that_shifts_is_laid_back(shift: tuple[float, float]) -> None:
    changed = np.zeros(ASTRONAUT.shape[:2], bool)
    changed[60:140, 90:170] = True
    edited = ASTRONAUT.copy()
    edited[changed] = (0.9, 0.1, 0.1)
    warp = np.array([[1.01, 0, shift[0]], [0, 1.01, shift[1]]], np.float32)
    size = (edited.shape[1], edited.shape[0])
    drifted = cv2.warpAffine(edited, warp, size, borderMode=cv2.BORDER_REPLICATE)

    back, _ = align.aligned(np.asarray(drifted, np.float32), ASTRONAUT, changed)
    inner = np.zeros_like(changed)
    inner[20:-20, 20:-20] = True
    before = np.abs(drifted - edited)[inner].mean()
    assert np.abs(back - edited)[inner].mean() < 0.3 * before


def test_what_cannot_be_aligned_is_left() -> None:
    other = np.random.default_rng(0).random(ASTRONAUT.shape).astype(np.float32)
    changed = np.zeros(ASTRONAUT.shape[:2], bool)
    back, moved = align.aligned(other, ASTRONAUT, changed)
    assert back.shape == other.shape
    assert moved < 80


def test_depth_is_said_as_nearness() -> None:
    depth = np.array([[0, 1.0], [1.2, 1.5]], np.float32)
    near = guide.near(depth, behind=4.0)
    assert near[0, 0] == 0
    assert near[0, 1] == 1
    assert near[0, 1] > near[1, 0] > near[1, 1] > 0.3
    assert not guide.near(np.zeros((2, 2), np.float32), 3).any()
