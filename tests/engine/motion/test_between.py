"""Pictures between pictures."""

import numpy as np

from engine.motion.between import carried, sample, spread


def blob(x: float, y: float, size: int = 40) -> np.ndarray:
    v, u = np.mgrid[0:size, 0:size]
    return np.exp(-((u - x) ** 2 + (v - y) ** 2) / 18).astype(np.float32)[..., None]


def motion(right: float, down: float, size: int = 40) -> np.ndarray:
    return np.full((size, size, 2), (right, down), np.float32)


def test_a_motion_carries_to_the_right_and_down() -> None:
    moved = carried(blob(15, 12), motion(6.5, 3.25))
    assert np.abs(moved - blob(21.5, 15.25)).max() < 0.05


def test_a_zoom_is_undone_by_its_inverse() -> None:
    v, u = np.mgrid[0:40, 0:40].astype(np.float32)
    out = np.stack([(u - 20) * 0.05, (v - 20) * 0.05], axis=-1)
    moved = carried(blob(26, 14), out)
    y, x = np.unravel_index(moved[..., 0].argmax(), moved.shape[:2])
    assert (abs(x - 26.3), abs(y - 13.7)) <= (0.8, 0.8)


def test_rest_changes_nothing_and_the_border_goes_on() -> None:
    picture = blob(3, 3)
    assert np.allclose(carried(picture, motion(0, 0)), picture, atol=2e-3)
    edge = sample(picture, np.array([[-9.0]], "f4"), np.array([[3.0]], "f4"))
    assert edge[0, 0, 0] == picture[3, 0, 0]


def test_a_motion_is_spread_to_where_none_is_known() -> None:
    known = np.zeros((40, 40), bool)
    known[10:20, 10:20] = True
    field = np.where(known[..., None], motion(4, 0), 0).astype(np.float32)
    assert np.allclose(spread(field, known), motion(4, 0))
    assert not spread(field, np.zeros((40, 40), bool)).any()
