"""The animated WebP beside a clip."""

import io

import numpy as np
from PIL import Image, ImageSequence

from engine.motion.second import Second


def frames(count: int, width: int = 600) -> list[np.ndarray]:
    out = np.zeros((count, 750, width, 3), np.uint8)
    for i in range(count):
        out[i, :, i * 20 : i * 20 + 60] = (200, 90, 40)
    return list(out)


def written(rate: int, count: int, *, loop: bool = True) -> bytes:
    second = Second(rate, loop=loop)
    assert len(list(second.watch(frames(count)))) == count
    return second.file()


def played(data: bytes) -> list[dict[str, object]]:
    picture = Image.open(io.BytesIO(data))
    found: list[dict[str, object]] = []
    for frame in ImageSequence.Iterator(picture):
        frame.load()  # only then does it know how long it lasts
        known: dict[str, object] = {str(key): value for key, value in frame.info.items()}
        found.append({**known, "size": frame.size})
    return found


def test_it_is_smaller_slower_and_as_long() -> None:
    data = written(24, 24)
    frames = played(data)
    assert len(frames) == 12
    assert frames[0]["size"] == (480, 600)
    assert frames[0]["loop"] == 0
    assert sum(int(str(frame["duration"])) for frame in frames) == 1000
    assert written(24, 24) == data, "same frames, same bytes"


def test_a_clip_that_is_no_loop_plays_once() -> None:
    assert played(written(24, 8, loop=False))[0]["loop"] == 1


def test_noise_keeps_within_the_budget() -> None:
    rng = np.random.default_rng(1)
    budget = 60_000
    second = Second(12, budget=budget)
    for _ in second.watch(rng.integers(0, 256, (160, 128, 3)).astype(np.uint8) for _ in range(24)):
        pass
    data = second.file()
    assert len(data) <= budget
    assert len(played(data)) > 1
