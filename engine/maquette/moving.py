"""A sitter who moves a little: the body is posed anew, the hair goes with the head."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.maquette import scene
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats, Ints, Strands
from engine.maquette.build import build
from engine.maquette.hair import lashes
from engine.maquette.person import Outfit, Person, Pose
from engine.maquette.sitter import Sitter
from engine.maquette.stage import Stage
from engine.maquette.survey import NOTHING, Survey
from engine.maquette.wardrobe import dress


def moved(sitter: Sitter, anatomy: Anatomy, person: Person, outfit: Outfit, pose: Pose) -> Sitter:
    """The same sitter in another pose near by: no vertex and no hair more or less."""
    body = build(anatomy, person, pose)
    worn = dress(body, person, outfit)
    turn = (body.head @ np.linalg.inv(sitter.body.head)).astype(np.float32)
    return replace(
        sitter,
        body=body,
        skin=replace(body.skin, triangles=worn.skin_triangles),
        cloth=worn.cloth,
        second=worn.second,
        eyewear=worn.eyewear,
        lenses=worn.lenses,
        hair=_carried(sitter.hair, turn),
        brows=_carried(sitter.brows, turn),
        beard=_carried(sitter.beard, turn),
        lashes=lashes(body, person),
    )


def _carried(strands: Strands, turn: Floats) -> Strands:
    points = strands.points @ turn[:3, :3].T + turn[:3, 3]
    return replace(strands, points=points.astype(np.float32))


@dataclass(frozen=True)
class Places:
    """Where every triangle and every segment of a stage is."""

    corners: dict[str, tuple[Floats, Ints]]  # points (n, 3), and the three of each primitive

    @staticmethod
    def of(stage: Stage) -> "Places":
        """As the stage is now."""
        parts = scene.meshes(stage.sitter)
        corners = {name: (part.vertices, part.triangles) for name, part in parts.items()}
        segments = stage.fibres.segments.astype(np.int32)[:, None] + np.array([1, 1, 2], np.int32)
        corners["strands"] = stage.fibres.points[:, :3], segments
        return Places(corners)

    def since(self, other: "Places", seen: Survey) -> Floats:
        """How far what was `seen` has come since `other`, metres (h, w, 3)."""
        out = np.zeros((*seen.shape.shape, 3), np.float32)
        for index, name in enumerate(seen.names):
            if name not in self.corners:
                continue
            there = seen.shape == index
            points, corners = self.corners[name]
            before = other.corners[name][0]
            mine = corners[seen.primitive[there]]
            out[there] = (points[mine] - before[mine]).mean(axis=1)
        return out


def landed(seen: Survey, step: Floats, project: Callable[[Floats], NDArray[np.float64]]) -> Floats:
    """Where what was `seen` is after a `step`, minus where it was: pixels (h, w, 2)."""
    height, width = seen.shape.shape
    at = project((seen.position + step).reshape(-1, 3))[:, :2].reshape(height, width, 2)
    y, x = np.mgrid[0:height, 0:width] + 0.5
    motion = at - np.stack([x, y], axis=-1)
    motion[seen.shape == NOTHING] = 0
    return motion.astype(np.float32)
