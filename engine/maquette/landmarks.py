"""Named points on the skin, found once on the template: they follow every shape and pose."""

import numpy as np
from numpy.typing import NDArray

from engine.maquette.body import Floats, Ints, Surface

MIDLINE = 0.004  # metres off the plane of symmetry


def find(
    surface: Surface,
    template: Floats,
    parts: dict[str, Ints],
    lips: NDArray[np.uint8],
    ears: NDArray[np.uint8],
) -> dict[str, int]:
    """Anchor name -> split vertex. Sides are the subject's own: "_l" is at +X."""
    rest = surface.rest
    eye = template[np.unique(parts["eye-l"])].mean(0)
    middle = np.abs(rest[:, 0]) < MIDLINE
    back = rest[:, 1] > eye[1] + 0.10
    height = rest[:, 2] - eye[2]
    out = {
        "nose": _best(-rest[:, 1], middle & (height < -0.02) & (height > -0.06)),
        "chin": _best(-rest[:, 1], middle & (height < -0.10) & (height > -0.135)),
        "crown": _best(rest[:, 2], middle),
        "throat": _best(-np.abs(height + 0.175), middle & ~back & (rest[:, 1] < 0)),
        "c7": _best(-np.abs(height + 0.130), middle & back),
    }
    for side, sign in (("l", 1), ("r", -1)):
        mine = rest[:, 0] * sign > 0
        inner, outer, top = _lid_points(template, parts, side, sign)
        out[f"inner_{side}"] = _nearest(rest, inner)
        out[f"outer_{side}"] = _nearest(rest, outer)
        out[f"lid_{side}"] = _nearest(rest, top)
        out[f"mouth_{side}"] = _best(rest[:, 0] * sign, _painted(surface, lips))
        out[f"ear_{side}"] = _best(rest[:, 0] * sign, _painted(surface, ears) & mine)
        wide = rest[:, 0] * sign
        out[f"shoulder_{side}"] = _best(rest[:, 2], (wide > 0.155) & (wide < 0.175))
    return out


def _best(score: Floats, among: NDArray[np.bool_]) -> int:
    return int(np.argmax(np.where(among, score, -np.inf)))


def _nearest(rest: Floats, point: Floats) -> int:
    return int(np.argmin(((rest - point) ** 2).sum(1)))


def _painted(surface: Surface, mask: NDArray[np.uint8]) -> NDArray[np.bool_]:
    size = len(mask)
    column = np.clip((surface.uv[:, 0] * size).astype(int), 0, size - 1)
    row = np.clip(((1 - surface.uv[:, 1]) * size).astype(int), 0, size - 1)
    return mask[row, column] > 127


def _lid_points(
    template: Floats, parts: dict[str, Ints], side: str, sign: int
) -> tuple[Floats, Floats, Floats]:
    """Inner corner, outer corner and lid top: the ends and the top of the upper lashes' roots."""
    eye = template[np.unique(parts[f"eye-{side}"])].mean(0)
    lash = template[np.unique(parts[f"lashes-upper-{side}"])]
    reach = np.linalg.norm(lash - eye, axis=1)
    roots = lash[reach < np.quantile(reach, 0.4)]
    along = roots[:, 0] * sign
    return roots[along.argmin()], roots[along.argmax()], roots[roots[:, 2].argmax()]
