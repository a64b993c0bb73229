"""Guide hairs: curves marched from their roots the way they are combed, over the body."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.maquette.hair.noise import Array, smoothstep, unit
from engine.maquette.hair.roots import Roots
from engine.maquette.hair.solid import Solid

# points (n, 3), outward normals (n, 3), share of the length grown (0..1) -> directions (n, 3)
Aim = Callable[[Array, Array, float], Array]

CORE = np.array([0.0, 0.09, 0.03], np.float32)  # the axis that hair lies around


@dataclass(frozen=True)
class Flow:
    """How the hair of a style runs, for one set of roots."""

    aim: Aim
    length: Array  # (n,) metres
    height: Array  # (n,) metres of its layer over the skin
    rise: float = 0.02  # metres of hair over which that layer is reached
    stiffness: float = 0.6  # how slowly a hair gives in to `aim`
    hug: float = 0.5  # how strongly hair above its layer is drawn down to it
    lift: float = 0.5  # how far it stands up at the root: 0 lies flat, 1 along the normal
    guard: Array | None = None  # (n,) the side (1, -1) to keep to before the face, 0 to go free
    slip: Array | None = None  # (n, 3) the way hair slides off a shoulder
    cut: Array | None = None  # (n,) trimmed where it sinks under this height in the head's frame


def outward(points: Array) -> Array:
    """Roughly away from the head: radial over the skull, level below it."""
    core = np.broadcast_to(CORE, points.shape).copy()
    core[..., 2] = np.minimum(core[..., 2], points[..., 2])
    return unit(points - core)


def _guarded(points: Array, side: Array) -> Array:
    """Points moved sideways out of the field before the face."""
    x, y, z = points[:, 0], points[:, 1], points[:, 2]
    edge = np.interp(
        z, (-0.22, -0.14, -0.06, 0.02, 0.05, 0.07), (0.040, 0.054, 0.063, 0.066, 0.06, -1.0)
    )
    inside = np.abs(side) * np.maximum(edge - side * x, 0.0) * smoothstep(0.055, 0.03, y)
    out = points.copy()
    out[:, 0] += side * inside
    return out


def _slipping(points: Array, normals: Array, slip: Array) -> Array:
    """Ways out of the body that lead off the shoulders, not out along the arms."""
    low = smoothstep(-0.07, -0.11, points[:, 2])[:, None]
    way = unit(normals * (1.0 - low * np.array([0.9, 0.0, 0.4], np.float32)) + 0.8 * low * slip)
    slope = np.maximum(np.einsum("ij,ij->i", way, normals), 0.35)
    return way / slope[:, None]


def march(roots: Roots, solid: Solid, flow: Flow, steps: int) -> Array:
    """Curves (n, steps, 3) from the roots, evenly spaced along each."""
    step = (flow.length / (steps - 1))[:, None]
    point, arc = roots.point, 0.0 * step[:, 0]
    wanted = unit(flow.aim(point, roots.normal, 0.0))
    heading = unit(wanted * (1.0 - flow.lift) + roots.normal * flow.lift)
    path = [point]
    for k in range(1, steps):
        normal = solid.outward(point)
        wanted = unit(flow.aim(point, normal, k / (steps - 1)))
        heading = unit(heading * flow.stiffness + wanted * (1.0 - flow.stiffness))
        ahead = point + heading * step
        arc = arc + step[:, 0]
        layer = flow.height * smoothstep(0.0, flow.rise, arc) + 0.001
        short = layer - solid.distance(ahead)
        lying = flow.hug * smoothstep(-0.12, -0.04, ahead[:, 2])
        push = normal if flow.slip is None else _slipping(ahead, normal, flow.slip)
        ahead = ahead + push * np.where(short > 0.0, short, short * lying)[:, None]
        if flow.guard is not None:
            ahead = _guarded(ahead, flow.guard)
        heading = unit(ahead - point)
        point = point + heading * step
        path.append(point)
    return np.stack(path, 1).astype(np.float32)


def trimmed(curve: Array, cut: Array) -> Array:
    """Curves (n, k, 3) shortened to where they first pass under the heights `cut` (n,)."""
    steps = curve.shape[1]
    under = curve[..., 2] < cut[:, None]
    first = np.where(under.any(1), under.argmax(1), steps - 1)
    last = np.maximum(first - 1, 0)
    rows = np.arange(len(curve))
    high, low = curve[rows, last, 2], curve[rows, first, 2]
    part = np.where(under.any(1), (high - cut) / np.maximum(high - low, 1e-6), 1.0)
    return resampled(curve, np.maximum(last + np.clip(part, 0.0, 1.0), 1.5) / (steps - 1), steps)


def resampled(curve: Array, share: Array, count: int, bunch: float = 1.0) -> Array:
    """The first `share` (n,) of each curve (n, k, 3) as `count` points, bunched at the root."""
    at = share[:, None] * np.linspace(0.0, 1.0, count)[None] ** bunch * (curve.shape[1] - 1)
    low = np.clip(at.astype(np.int64), 0, curve.shape[1] - 2)
    part = (at - low)[..., None].astype(np.float32)
    rows = np.arange(len(curve))[:, None]
    start = curve[rows, low]
    return start + (curve[rows, low + 1] - start) * part
