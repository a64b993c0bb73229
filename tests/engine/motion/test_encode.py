"""Clips as files."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from engine.motion import encode
from engine.protocol import StudioError
from tests.fakes import job, take

ROOT = Path(__file__).parents[3]
RECIPE = take(job("clip")).recipe
COLOURS = ((200, 60, 40), (30, 90, 180), (120, 120, 120))


def frames(count: int = 6) -> list[np.ndarray]:
    out = np.zeros((count, 64, 96, 3), np.uint8)
    for i, colour in enumerate(COLOURS):
        out[:, :, i * 32 : (i + 1) * 32] = colour
    for i in range(count):
        out[i, :8] = 40 * i
    return list(out)


def test_a_clip_is_h264_that_starts_fast_and_says_its_colours() -> None:
    data = encode.encode(frames(), 12, RECIPE)
    assert encode.is_clip(data)
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(io.BytesIO(data), "r") as container:
        (stream,) = container.streams.video
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert stream.average_rate == 12
        assert container.duration == 500_000  # microseconds


def test_colours_come_back() -> None:
    back = list(encode.frames(encode.encode(frames(), 12, RECIPE)))
    assert len(back) == 6
    for i, colour in enumerate(COLOURS):
        patch = back[3][20:60, i * 32 + 8 : i * 32 + 24].mean((0, 1))
        assert np.abs(patch - colour).max() < 4


def test_same_frames_same_bytes_and_the_recipe_inside() -> None:
    data = encode.encode(frames(), 12, RECIPE)
    assert encode.encode(frames(), 12, RECIPE) == data
    assert encode.recipe(data) == RECIPE


def test_what_lies_in_memory_changes_no_byte() -> None:
    program = """
import hashlib, numpy as np
from engine.motion.encode import encode
from tests.engine.motion.test_encode import RECIPE
for width in (64, 400):
    still = np.random.default_rng(1).integers(60, 200, (10, width // 8, 3)).astype(np.uint8)
    still = np.kron(still, np.ones((8, 8, 1), np.uint8))
    frames = [np.roll(still, i * 3, 1) for i in range(8)]
    print(hashlib.sha256(encode(frames, 10, RECIPE)).hexdigest())
"""
    found: set[str] = set()
    for filling in ("1", "255"):  # glibc fills what it hands out with this
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"MALLOC_PERTURB_": filling},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_a_clip_of_pure_noise_stays_within_its_budget() -> None:
    rng = np.random.default_rng(1)
    noise = [rng.integers(0, 256, (128, 128, 3)).astype(np.uint8) for _ in range(36)]
    budget = 90_000
    assert len(encode.encode(noise, 12, RECIPE)) > 2 * budget
    data = encode.encode(noise, 12, RECIPE, seconds=3, budget=budget)
    assert budget / 3 < len(data) < budget


def test_who_makes_frames_can_stop() -> None:
    def made() -> Iterator[np.ndarray]:
        yield from frames(4)
        raise StudioError("Stop.")

    with pytest.raises(StudioError, match="Stop"):
        encode.encode(made(), 12, RECIPE)


@pytest.mark.parametrize("data", [b"", b"no clip", encode.encode(frames(), 12, RECIPE)[:200]])
def test_what_is_no_clip_is_a_sentence(data: bytes) -> None:
    with pytest.raises(StudioError, match="This clip cannot be read"):
        encode.recipe(data)
    with pytest.raises(StudioError, match="This clip cannot be read"):
        list(encode.frames(data))
