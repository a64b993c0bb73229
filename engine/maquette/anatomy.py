"""The baked person in memory: shapes, bones, masks, and the topology that all people share."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from engine.maquette import bake, landmarks, subdivide
from engine.maquette.body import Floats, Ints, Surface
from engine.protocol import StudioError

LEVELS = 2


@dataclass(frozen=True)
class Detail:
    """A sparse shape: `offset` (k, 3) metres at `index` (k,); how the bones' heads move with it."""

    index: Ints
    offset: Floats
    heads: Floats


@dataclass(frozen=True)
class Topology:
    """From the cage to the skin: `matrix` (welded, cage); `quads` join welded points."""

    matrix: subdivide.Matrix
    quads: Ints
    touching: subdivide.Matrix  # (welded, quads): sums face normals


@dataclass(frozen=True, eq=False)  # hashed by identity: caches hang on it
class Anatomy:
    """Everything that is the same for every person. Load it once a process."""

    cache_dir: Path
    template: Floats  # (cage, 3) metres
    quads: Ints  # (k, 4) the skin's cage
    parts: dict[str, Ints]  # eyes, lashes, teeth, tongue: quads of the cage
    macro: Floats  # (48, cage, 3): 36 bodies, then 12 templates
    bone_head: Floats  # (bones, 3)
    bone_macro: Floats  # (48, bones, 3)
    bone_index: Ints  # (cage, 4)
    bone_weight: Floats  # (cage, 4)
    details: dict[str, Detail]  # facial actions and local changes
    opposite: dict[str, str]  # positive local change -> negative
    masks: dict[str, NDArray[np.uint8]]  # lips, eyelids, ears, face, inside-mouth: row 0 at v = 1
    topology: Topology
    surface: Surface
    points: dict[str, int]  # anchors among the split vertices of the surface
    rest: dict[str, Floats] = field(default_factory=dict)  # the same anchors on the template

    def mask(self, name: str) -> Floats:
        """A mask at every vertex of the surface, 0..1."""
        picture = self.masks[name]
        size = len(picture)
        uv = self.surface.uv
        column = np.clip((uv[:, 0] * size).astype(int), 0, size - 1)
        row = np.clip(((1 - uv[:, 1]) * size).astype(int), 0, size - 1)
        return np.asarray(picture[row, column] / 255, np.float32)


def load(cache_dir: Path) -> Anatomy:
    """Read the baked person. Raises StudioError if it was not baked or is damaged."""
    file = bake.baked(cache_dir)
    try:
        with np.load(file) as archive:
            data = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, KeyError) as error:
        raise StudioError(bake.NOT_BAKED) from error
    quads = data["quads"].astype(np.int32)
    template = data["template"]
    topology, surface = _refine(template, quads, data["uv"], data["uv_quads"].astype(np.int32))
    parts = {k.removeprefix("part_"): v.astype(np.int32) for k, v in data.items() if "part_" in k}
    masks = {k.removeprefix("mask_"): v for k, v in data.items() if k.startswith("mask_")}
    names = [str(name) for name in data["detail_name"]]
    opposites = [str(name) for name in data["detail_opposite"]]
    points = landmarks.find(surface, template, parts, masks["lips"], masks["ears"])
    rest = {name: surface.rest[index] for name, index in points.items()}
    for side in "lr":
        rest[f"eye_{side}"] = template[np.unique(parts[f"eye-{side}"])].mean(0)
    return Anatomy(
        cache_dir=cache_dir,
        template=template,
        quads=quads,
        parts=parts,
        macro=data["macro"] * data["macro_scale"][:, None, None],
        bone_head=data["bone_head"],
        bone_macro=data["bone_macro"],
        bone_index=data["bone_index"].astype(np.int32),
        bone_weight=data["bone_weight"],
        details=_details(data, names),
        opposite={k: v for k, v in zip(names, opposites, strict=True) if v},
        masks=masks,
        topology=topology,
        surface=surface,
        points=points,
        rest=rest,
    )


def _details(data: dict[str, Any], names: list[str]) -> dict[str, Detail]:
    start = data["detail_start"]
    out: dict[str, Detail] = {}
    for k, name in enumerate(names):
        span = slice(start[k], start[k + 1])
        out[name] = Detail(
            data["detail_index"][span].astype(np.int32),
            data["detail"][span] * data["detail_scale"][k],
            data["bone_detail"][k],
        )
    return out


def _refine(template: Floats, quads: Ints, uv: Floats, uv_quads: Ints) -> tuple[Topology, Surface]:
    points, charts = quads, uv_quads
    size, uv_size = len(template), len(uv)
    matrix = subdivide.unchanged(size)
    uv_matrix = subdivide.unchanged(uv_size)
    for _ in range(LEVELS):
        fine, chart = subdivide.smooth(points, size), subdivide.linear(charts, uv_size)
        matrix = sparse.csr_matrix(fine.matrix @ matrix)
        uv_matrix = sparse.csr_matrix(chart.matrix @ uv_matrix)
        points, charts = fine.quads, chart.quads
        size, uv_size = fine.count, chart.count
    used, points = np.unique(points, return_inverse=True)  # the parts' vertices are no skin
    points = points.reshape(-1, 4).astype(np.int32)
    matrix = sparse.csr_matrix(matrix[used])
    keys = points.astype(np.int64) * uv_size + charts
    unique, split = np.unique(keys, return_inverse=True)
    weld = (unique // uv_size).astype(np.int32)
    rest = np.asarray(matrix @ template, np.float32)
    surface = Surface(
        triangles=subdivide.triangles(split.reshape(-1, 4).astype(np.int32)),
        uv=np.asarray(uv_matrix @ uv, np.float32)[unique % uv_size],
        rest=rest[weld],
        weld=weld,
    )
    return Topology(matrix, points, subdivide.incidence(points, len(used))), surface
