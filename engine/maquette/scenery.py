"""What the place looks like where it is sharp: painted in metres, in layers of depth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prompts.setup import Backdrop

Grid = NDArray[np.floating]


@dataclass(frozen=True)
class Canvas:
    """Where a layer is painted: metres from the axis, x to the right, y up."""

    x: Grid  # (h, w)
    y: Grid
    span: float  # metres that the frame covers at this depth
    seed: int

    @property
    def down(self) -> Grid:
        """0 at the top of the frame, 1 at its bottom."""
        return np.clip(0.5 - self.y / self.span, 0, 1)


Painter = Callable[[Canvas], Grid]


@dataclass(frozen=True)
class Layer:
    """Something at one depth behind the eyes; `paint` gives premultiplied linear RGBA (h, w, 4)."""

    behind: float
    paint: Painter


def layers(backdrop: Backdrop) -> list[Layer]:
    """From the farthest to the nearest."""
    top, bottom = (np.array(c, np.float32) for c in (backdrop.top, backdrop.bottom))
    far, mottle = backdrop.distance_m, backdrop.mottle
    match backdrop.kind:
        case "wall":
            return [Layer(far, lambda c: _wall(c, top, bottom, mottle))]
        case "gradient":
            return [Layer(far, lambda c: _gradient(c, top, bottom, mottle))]
        case "window":
            return [Layer(far, lambda c: _window(c, top, bottom, mottle))]
        case "lights":
            return [
                Layer(far * 3, lambda c: _gradient(c, top, bottom, mottle)),
                Layer(far * 1.6, lambda c: _street(c, top, bottom, mottle)),
            ]
        case "foliage":
            return [
                Layer(far * 2.2, lambda c: _gradient(c, top, 0.5 * (top + bottom), mottle)),
                Layer(far * 1.4, lambda c: _leaves(c, 0.55 * bottom + 0.12 * top, mottle, 0.24, 2)),
                Layer(far, lambda c: _leaves(c, bottom, mottle, 0.15, 5)),
            ]
        case "horizon":
            return [
                Layer(far * 12, lambda c: _sky(c, top, bottom, mottle)),
                Layer(far * 6, lambda c: _hills(c, 0.55 * bottom + 0.25 * top, 0.10, 3)),
                Layer(far * 2.5, lambda c: _hills(c, bottom, -0.05, 9)),
            ]


def noise(x: Grid, y: Grid, cell: float, seed: int, octaves: int = 3) -> Grid:
    """Value noise in -1..1 over metres, `cell` metres wide; the same place has the same value."""
    total: Grid = np.zeros(np.broadcast(x, y).shape, np.float32)
    for octave in range(octaves):
        table = np.random.default_rng(seed * 31 + octave).uniform(-1, 1, (64, 64)).astype("f4")
        u, v = x / cell * 2**octave + 17.3, y / cell * 2**octave + 5.1
        i, j = np.floor(u).astype(int), np.floor(v).astype(int)
        a, b = u - i, v - j
        a, b = a * a * (3 - 2 * a), b * b * (3 - 2 * b)
        near = table[j % 64, i % 64] * (1 - a) + table[j % 64, (i + 1) % 64] * a
        far = table[(j + 1) % 64, i % 64] * (1 - a) + table[(j + 1) % 64, (i + 1) % 64] * a
        total += (near * (1 - b) + far * b) * 0.5**octave
    return total * np.float32(1.1)


def _opaque(colour: Grid) -> Grid:
    return np.concatenate([np.maximum(colour, 0), np.ones_like(colour[..., :1])], axis=-1)


def _mix(down: Grid, top: Grid, bottom: Grid) -> Grid:
    ease = (down * down * (3 - 2 * down))[..., None]
    return (top * (1 - ease) + bottom * ease).astype(np.float32)


def _gradient(c: Canvas, top: Grid, bottom: Grid, mottle: float) -> Grid:
    cloud = 1 + 0.55 * mottle * noise(c.x, c.y, 0.55 * c.span, c.seed)
    return _opaque(_mix(c.down, top, bottom) * cloud[..., None])


def _wall(c: Canvas, top: Grid, bottom: Grid, mottle: float) -> Grid:
    """Painted canvas: broad brush marks, a pool of light behind the subject, darker corners."""
    brush = noise(c.x * 0.8, c.y, 0.30 * c.span, c.seed, 4)
    brush += 0.4 * noise(c.x, c.y * 0.7, 0.08 * c.span, c.seed + 1, 3)
    pool = np.exp(-((c.x / (0.75 * c.span)) ** 2 + ((c.y - 0.05 * c.span) / (0.8 * c.span)) ** 2))
    shade = (0.45 + 0.75 * pool) * (1 + 0.6 * mottle * brush)
    return _opaque(_mix(c.down, top, bottom) * shade[..., None])


def _window(c: Canvas, top: Grid, bottom: Grid, mottle: float) -> Grid:
    """A tall window of two by three panes on one side of a dim room."""
    width, height = 0.62 * c.span, 1.05 * c.span
    side = 1 if c.seed % 2 else -1
    x, y = c.x - side * 0.36 * c.span, c.y - 0.12 * c.span
    column, row = (x / width + 0.5) * 2, (y / height + 0.5) * 3
    inside = (np.abs(x) < width / 2) & (np.abs(y) < height / 2)
    bar = 0.07
    glass = inside & (np.abs(column % 1 - 0.5) < 0.5 - bar) & (np.abs(row % 1 - 0.5) < 0.5 - bar)
    view = 1 + 0.5 * mottle * noise(x, y, 0.25 * c.span, c.seed)
    reach = np.exp(-np.hypot(np.maximum(np.abs(x) - width / 2, 0), y * 0.4) / (0.5 * c.span))
    room = bottom * (0.6 + 1.2 * reach)[..., None] + 0.02 * top * reach[..., None]
    room *= (1 + 0.3 * mottle * noise(c.x, c.y, 0.4 * c.span, c.seed + 3))[..., None]
    return _opaque(np.where(glass[..., None], top * view[..., None], room))


def _street(c: Canvas, top: Grid, bottom: Grid, mottle: float) -> Grid:
    """Dark fronts of houses against the glow of a town, some windows lit."""
    block = np.floor(c.x / (0.34 * c.span))
    roof = (0.1 + 0.5 * noise(block, block * 0 + 3.0, 1.7, c.seed, 1)) * c.span
    front = 1 / (1 + np.exp(-np.clip((roof - c.y) / (0.01 * c.span), -30, 30)))
    cell_x, cell_y = np.floor(c.x / (0.055 * c.span)), np.floor(c.y / (0.075 * c.span))
    lit = noise(cell_x * 7.7, cell_y * 5.3, 1.0, c.seed + 4, 1) > 0.72 - 0.25 * mottle
    face = 0.25 * bottom + 0.9 * (top + bottom) * lit[..., None]
    return np.concatenate([face, np.ones_like(face[..., :1])], -1).astype("f4") * front[..., None]


def _leaves(c: Canvas, leaf: Grid, mottle: float, gaps: float, salt: int) -> Grid:
    """Masses of leaves with holes in them; single leaves catch the sky."""
    mass = noise(c.x, c.y, 0.42 * c.span, c.seed + salt, 4)
    detail = noise(c.x, c.y, 0.055, c.seed + salt + 1, 3)
    there = 1 / (1 + np.exp(-np.clip((mass + 0.55 * detail + gaps) * 9, -30, 30)))
    tone = np.exp(0.75 * (0.4 + mottle) * noise(c.x, c.y, 0.16 * c.span, c.seed + salt + 2, 4))
    glint = 1 + 7 * (noise(c.x, c.y, 0.035, c.seed + salt + 3, 1) > 0.86)
    warm = noise(c.x, c.y, 0.2 * c.span, c.seed + salt + 5, 2)[..., None]
    colour = leaf * (tone * glint)[..., None] * (1 + warm * np.array([0.25, 0.08, -0.15]))
    alpha = there[..., None]
    return np.concatenate([colour * alpha, alpha], axis=-1).astype(np.float32)


def _sky(c: Canvas, top: Grid, bottom: Grid, mottle: float) -> Grid:
    """Zenith above, brighter towards the horizon, long clouds."""
    height = np.clip(c.y / c.span + 0.08, 0, 1)
    low = 1.35 * top + 0.25 * bottom
    sky = low + (0.72 * top - low) * (1 - np.exp(-3.2 * height))[..., None]
    cloud = np.clip(noise(c.x * 0.35, c.y, 0.22 * c.span, c.seed, 5) - 0.05, 0, 1)
    return _opaque(sky * (1 + 0.9 * mottle * cloud)[..., None])


def _hills(c: Canvas, land: Grid, height: float, salt: int) -> Grid:
    ridge = noise(c.x, c.x * 0 + 0.5, 0.8 * c.span, c.seed + salt, 4) * 0.10 + height - 0.08
    there = 1 / (1 + np.exp(-np.clip((ridge * c.span - c.y) / (0.006 * c.span), -30, 30)))
    tone = 1 + 0.35 * noise(c.x * 0.4, c.y, 0.15 * c.span, c.seed + salt + 2, 4)
    alpha = there[..., None]
    colour = land * tone[..., None] * (0.75 + 0.5 * c.down)[..., None]
    return np.concatenate([colour * alpha, alpha], axis=-1).astype(np.float32)
