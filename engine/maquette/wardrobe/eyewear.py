"""Glasses: frames and lenses fitted to the eyes and the ears."""

import numpy as np

from engine.maquette.body import Body, Mesh
from engine.maquette.person import Frames
from engine.maquette.wardrobe.mesh import Array, Piece, grid_triangles, join, normals, piece, unit
from engine.maquette.wardrobe.sheet import disc, tube

VERTEX = 0.0125  # metres from the cornea to the lens: what opticians fit to
TILT = np.radians(8)  # pantoscopic: the lower rim leans towards the cheek
WRAP = np.radians(4)  # each lens turns a little round the face
POINTS = 96


def glasses(body: Body, shape: Frames) -> tuple[Mesh, Mesh]:
    """Frames and lenses in the body's space."""
    axes = body.head[:3, :3].astype(np.float64)  # x left, y back, z up, of the posed head
    axes = axes / np.linalg.norm(axes, axis=0)
    eyes = {side: body.eyes[side].pupil.astype(np.float64) for side in "lr"}
    middle = (eyes["l"] + eyes["r"]) / 2
    apart = float((eyes["l"] - eyes["r"]) @ axes[:, 0])
    local = {side: (eyes[side] - middle) @ axes for side in "lr"}
    rims = {side: _rim(shape, apart, local[side], sign) for side, sign in (("l", 1), ("r", -1))}
    metal = shape == "round"
    section = disc(0.0011, 0.0013, 14) if metal else disc(0.0019, 0.0021, 14)
    frame = [tube(r, _out(r), section, closed=True) for r in rims.values()]
    frame.append(_bridge(rims["l"], rims["r"], section))
    ears = {side: (_ear(body, side) - middle) @ axes for side in "lr"}
    frame += [_temple(rims[side], ears[side], sign, metal) for side, sign in (("l", 1), ("r", -1))]
    lenses = join(*(_lens(r) for r in rims.values()))
    return _placed(join(*frame), middle, axes), _placed(lenses, middle, axes)


def _outline(shape: str, apart: float) -> Array:
    """One lens (POINTS, 2), the subject's left: x away from the nose, z up, from the pupil."""
    t = np.linspace(0, 2 * np.pi, POINTS, endpoint=False)
    c, s = np.cos(t), np.sin(t)
    wide = 0.37 * apart
    match shape:
        case "round":
            x, z = wide * 0.95 * c, wide * 0.95 * s
        case "panto":
            x, z = wide * np.sign(c) * np.abs(c) ** 0.86, 0.86 * wide * s
            x = x * (1 + 0.10 * s)  # broader above
        case _:
            x, z = (
                wide * 1.04 * np.sign(c) * np.abs(c) ** 0.55,
                0.62 * wide * np.sign(s) * np.abs(s) ** 0.55,
            )
    smooth = np.fft.ifft(np.fft.fft(x + 1j * z) * (np.abs(np.fft.fftfreq(POINTS, 1 / POINTS)) < 12))
    return np.stack([smooth.real + 0.004 * (apart / 0.062), smooth.imag - 0.003], 1)


def _rim(shape: str, apart: float, pupil: Array, sign: int) -> Array:
    flat = _outline(shape, apart)
    back = flat[:, 0] * np.tan(WRAP) + 1.2 * flat[:, 0] ** 2 + flat[:, 1] * -np.tan(-TILT)
    return pupil + np.stack([sign * flat[:, 0], -VERTEX + back, flat[:, 1]], 1)


def _out(rim: Array) -> Array:
    return rim - rim.mean(0)


def _bridge(left: Array, right: Array, section: Array) -> Piece:
    """A saddle between the nearest points of the rims, arched over the nose."""
    a, b = left[_inner(left, 1)], right[_inner(right, -1)]
    t = np.linspace(0, 1, 24)[:, None]
    line = a + (b - a) * t + np.array([0, -0.0015, 0.0035]) * 4 * t * (1 - t)
    return tube(line, np.tile([0.0, 0, 1], (24, 1)), section)


def _inner(rim: Array, sign: int) -> int:
    """The bridge sits a third of the rim's height above its middle, on the nose's side."""
    height = rim[:, 2] - rim[:, 2].mean()
    target = 0.33 * height.max()
    side = sign * (rim[:, 0] - rim[:, 0].mean()) < 0
    return int(np.where(side, np.abs(height - target), np.inf).argmin())


def _temple(rim: Array, ear: Array, sign: int, metal: bool) -> Piece:  # noqa: FBT001
    """From the rim's outer upper corner, past the temple, over the ear and down behind it."""
    height = rim[:, 2] - rim[:, 2].mean()
    outer = sign * (rim[:, 0] - rim[:, 0].mean()) > 0
    hinge = rim[np.where(outer, np.abs(height - 0.45 * height.max()), np.inf).argmin()]
    wide = max(abs(hinge[0]) + 0.004, abs(ear[0]) + 0.003)
    knots = np.array([
        hinge,
        [sign * (abs(hinge[0]) + 0.75 * (wide - abs(hinge[0]))), hinge[1] + 0.002, hinge[2]],
        [sign * wide, hinge[1] + 0.014, hinge[2]],
        [sign * wide, 0.5 * (hinge[1] + ear[1]), 0.5 * (hinge[2] + ear[2])],
        ear + np.array([sign * 0.002, 0, 0]),
        ear + np.array([-sign * 0.002, 0.014, -0.008]),
        ear + np.array([-sign * 0.006, 0.024, -0.030]),
    ])  # fmt: skip
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    at = np.linspace(0, along[-1], 90)
    line = np.stack([np.interp(at, along, knots[:, k]) for k in range(3)], 1)
    kernel = np.hanning(9) / np.hanning(9).sum()
    padded = np.concatenate([line[:1].repeat(4, 0), line, line[-1:].repeat(4, 0)])
    line = np.stack([np.convolve(padded[:, k], kernel, "valid") for k in range(3)], 1)
    section = disc(0.0010, 0.0010, 12) if metal else disc(0.0026, 0.0013, 12)
    return tube(line, np.tile([0.0, 0, 1], (90, 1)), section)


def _lens(rim: Array) -> Piece:
    """A thin dome inside the rim."""
    rings = np.linspace(1, 0, 9)[:, None, None]
    centre = rim.mean(0)
    grid = centre + (rim - centre) * rings
    grid[..., 1] -= 0.0016 * (1 - rings[..., 0] ** 2)
    return piece(grid.reshape(-1, 3), grid_triangles(9, POINTS, closed=True))


def _ear(body: Body, side: str) -> Array:
    """Where the temple rests: the notch above the ear's root."""
    axes = body.head[:3, :3].astype(np.float64)
    sign = 1 if side == "l" else -1
    # From the ear's outermost point, on the template's scale.
    return body.anchors[f"ear_{side}"] + axes @ np.array([-0.011 * sign, -0.012, 0.015])


def _placed(p: Piece, middle: Array, axes: Array) -> Mesh:
    vertices = middle + p.vertices.astype(np.float64) @ axes.T
    return Mesh(
        vertices.astype(np.float32),
        unit(normals(vertices, p.triangles)).astype(np.float32),
        p.triangles,
    )
