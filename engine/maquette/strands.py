"""All hair of a sitter as one shape: head, brows, lashes, beard; each strand in its own colour."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from engine.maquette.body import Floats, Strands
from engine.maquette.person import Rgb
from engine.maquette.variant import LLVM

WHITE = (0.62, 0.60, 0.57)
# Mitsuba compiles the number of segments into its kernels: there are only these few numbers.
BUCKETS = tuple(65536 * 2**k for k in range(5))
STUFFING = 0.02  # metres around the middle of the head where the filling lies, out of sight


@dataclass(frozen=True)
class Tuft:
    """One kind of hair."""

    name: str
    strands: Strands
    colour: Rgb
    grey: float = 0.0  # share of white strands


@dataclass(frozen=True)
class Fibres:
    """Control points (n, 4) with radii, first points of segments (s,), colours (s, 3), kinds."""

    points: Floats
    segments: NDArray[np.uint32]
    colours: Floats
    ends: dict[str, float]  # name -> share of the segments up to its last


def gather(tufts: list[Tuft], middle: Floats, seed: int) -> Fibres:
    """Lay all strands end to end and fill up to the next bucket inside the head."""
    points: list[Floats] = []
    segments: list[NDArray[np.uint32]] = []
    colours: list[Floats] = []
    counts: dict[str, int] = {}
    base = 0
    for tuft in tufts:
        knots = _knots(tuft.strands)
        count, length, _ = knots.shape
        first = base + np.arange(count)[:, None] * length + np.arange(length - 3)
        points.append(knots.reshape(-1, 4))
        segments.append(first.ravel().astype(np.uint32))
        colours.append(_colours(count, length - 3, tuft, seed))
        counts[tuft.name] = first.size
        base += count * length
    used = sum(counts.values())
    total = next((b for b in BUCKETS if b >= used), used)
    rng = np.random.default_rng(0)
    filling = rng.normal(0, STUFFING / 3, (total - used + 3, 4)).astype(np.float32)
    filling[:, :3] = np.cumsum(filling[:, :3] * 1e-4, axis=0) + middle
    filling[:, 3] = 1e-6
    points.append(filling)
    segments.append((base + np.arange(total - used)).astype(np.uint32))
    colours.append(np.zeros((total - used, 3), np.float32))
    ends = dict(zip(counts, (np.cumsum(list(counts.values())) / total).tolist(), strict=True))
    return Fibres(np.concatenate(points), np.concatenate(segments), np.concatenate(colours), ends)


def restrung(fibres: Fibres, tufts: list[Tuft]) -> Floats:
    """The control points (n, 4) after the same strands have moved; the filling stays."""
    moved = np.concatenate([_knots(tuft.strands).reshape(-1, 4) for tuft in tufts])
    return np.concatenate([moved, fibres.points[len(moved) :]])


def curves(fibres: Fibres, bsdf: dict[str, Any]) -> Any:
    """Build the shape. The plugin reads text only; a compiled variant is given arrays after."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "strands.txt"
        if mi.variant() != LLVM:
            file.write_text(_text(fibres))
            return mi.load_dict({"type": "bsplinecurve", "filename": str(file), "bsdf": bsdf})
        file.write_text("0 0 0 1\n" * 6)
        shape = mi.load_dict(
            {"type": "bsplinecurve", "filename": str(file), "bsdf": bsdf}, parallel=False
        )
    parameters = mi.traverse(shape)
    parameters["control_points"] = fibres.points.ravel()
    parameters["segment_indices"] = fibres.segments
    parameters["control_point_count"] = len(fibres.points)
    parameters.update()
    return shape


def _text(fibres: Fibres) -> str:
    """Lines of four numbers; an empty line between strands, which begin where indices jump."""
    first = np.zeros(len(fibres.points), bool)
    first[fibres.segments[np.diff(fibres.segments, prepend=0) > 1]] = True
    lines = [
        f"{chr(10) if new else ''}{x:.6f} {y:.6f} {z:.6f} {radius:.7f}\n"
        for new, (x, y, z, radius) in zip(first, fibres.points.tolist(), strict=True)
    ]
    return "".join(lines)


def _knots(strands: Strands) -> Floats:
    """(n, k + 2, 4): a phantom knot at each end makes the curve start and end where it should."""
    p, r = strands.points, strands.radii
    first, last = 2 * p[:, :1] - p[:, 1:2], 2 * p[:, -1:] - p[:, -2:-1]
    points = np.concatenate([first, p, last], axis=1)
    radii = np.concatenate([r[:, :1], r, r[:, -1:]], axis=1)
    return np.concatenate([points, radii[..., None]], axis=2).astype(np.float32)


def _colours(count: int, along: int, tuft: Tuft, seed: int) -> Floats:
    """(count * along, 3): strands vary in tone, are darker at the root, and some are white."""
    rng = np.random.default_rng(seed + 977)
    tone = np.exp(rng.normal(0, 0.22, (count, 1, 1)))
    warm = np.exp(rng.normal(0, 0.06, (count, 1, 1)) * np.array([1.0, 0.0, -1.0]))
    strand = np.array(tuft.colour) * tone * warm
    white = rng.random((count, 1, 1)) < tuft.grey
    strand = np.where(white, np.array(WHITE) * np.sqrt(tone), strand)
    shade = np.linspace(0.75, 1.12, along)[None, :, None]
    return np.clip(strand * shade, 0.002, 0.9).reshape(-1, 3).astype(np.float32)
