"""Takes as files, and the maps of truth."""

import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine import maps, png
from engine.models.base import Truth
from engine.protocol import Recipe, Size, StudioError
from tests.fakes import SIZE, gradient, order

RECIPE = Recipe(
    order=order(4, seed=7), index=2, seed=9, model="maquette", revision="1", versions={"numpy": "2"}
)


def test_the_recipe_comes_back_and_the_pixels_too() -> None:
    pixels = gradient(1, SIZE)
    data = png.encode(pixels, RECIPE)
    assert png.recipe(data) == RECIPE
    assert np.array_equal(png.decode(data), pixels)


def test_same_pixels_and_recipe_are_the_same_bytes() -> None:
    assert png.encode(gradient(1, SIZE), RECIPE) == png.encode(gradient(1, SIZE), RECIPE)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_cut_of_a_take_is_refused(data: st.DataObject) -> None:
    whole = png.encode(gradient(1, Size(width=64, height=64)), RECIPE)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    for read in (png.recipe, png.decode):
        with pytest.raises(StudioError, match="cannot be read"):
            read(cut)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", bytes(1000)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(StudioError, match="cannot be read"):
        png.decode(data)


def test_a_recipe_that_was_changed_is_refused() -> None:
    info = png.PngImagePlugin.PngInfo()
    info.add_itxt(png.KEYWORD, '{"order": "something else"}')
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG", pnginfo=info)
    with pytest.raises(StudioError, match="recipe in this picture cannot be read"):
        png.recipe(buffer.getvalue())


def test_a_preview_is_a_small_webp_of_the_same_shape() -> None:
    with Image.open(io.BytesIO(png.preview(gradient(1, Size(width=512, height=640))))) as small:
        assert small.format == "WEBP"
        assert max(small.size) == png.PREVIEW
        assert small.width / small.height == pytest.approx(0.8, abs=0.01)


def test_the_maps_say_what_is_true() -> None:
    depth = np.array([[0.0, 1.0], [1.5, 3.0]], np.float32)
    normals = np.array([[[0, 0, 0], [0, 0, 1]], [[1, 0, 0], [0, -1, 0]]], np.float32)
    mattes = np.array([[0, 1], [1, 2]], np.uint8)
    truth = Truth(depth, normals, mattes, ("background", "skin", "hair"), {"chin": (1.0, 0.5, 1.4)})

    files = maps.files(truth)

    facts = json.loads(files["landmarks.json"])
    with Image.open(io.BytesIO(files["depth.png"])) as image:
        steps = np.asarray(image, np.float64)
    assert steps * facts["depth_unit_m"] == pytest.approx(depth, abs=1e-4)
    assert steps[0, 0] == 0
    with Image.open(io.BytesIO(files["mattes.png"])) as image:
        assert np.array_equal(np.asarray(image), mattes)
        assert image.mode == "P"
    with Image.open(io.BytesIO(files["normals.png"])) as image:
        assert image.getpixel((1, 0)) == (128, 128, 255)
    assert facts["classes"] == ["background", "skin", "hair"]
    assert facts["landmarks"] == {"chin": [1.0, 0.5, 1.4]}
    assert facts["size"] == [2, 2]
