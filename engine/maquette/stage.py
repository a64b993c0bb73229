"""One sitter on the set: the loaded scene, lit and looked at as often as wanted."""

from dataclasses import replace
from typing import Any

import mitsuba as mi
import numpy as np

from engine.maquette import materials, scene, tally
from engine.maquette.layers import Layers
from engine.maquette.lens import View, between_eyes
from engine.maquette.lights import Rig
from engine.maquette.parapet import parapet
from engine.maquette.sitter import Sitter
from engine.maquette.strands import gather, restrung
from engine.maquette.trace import trace
from engine.maquette.variant import LLVM
from engine.window import Window

WOOD = (0.035, 0.022, 0.014)


class Stage:
    """A scene around one sitter. Lamps, lens and place may change from picture to picture."""

    def __init__(self, sitter: Sitter) -> None:
        """Load the scene; the variant must be set."""
        self.sitter = sitter
        fibres = gather(scene.tufts(sitter), sitter.body.head[:3, 3], sitter.seed)
        self.fibres = fibres
        self.ends = fibres.ends
        self._edge = parapet(_anywhere(sitter), sitter)
        self.shapes = scene.shapes(sitter, fibres)
        self.shapes["parapet"] = scene.mesh("parapet", self._edge, materials.table(WOOD))
        lenses = scene.mesh("lenses", sitter.lenses, materials.BLACK)
        self.scene: Any = scene.load(self.shapes)
        self.glass: Any = scene.load({"lenses": lenses})

    def moved(self, sitter: Sitter) -> "Stage":
        """Let the sitter move, the same meshes and strands elsewhere, and return the stage.

        Where kernels compile it is this one; the slow variant builds another.
        """
        if mi.variant() != LLVM:
            return Stage(sitter)
        parameters = mi.traverse(self.scene)
        for name, part in scene.meshes(sitter).items():
            parameters[f"{name}.vertex_positions"] = part.vertices.ravel()
            parameters[f"{name}.vertex_normals"] = part.normals.ravel()
        points = restrung(self.fibres, scene.tufts(sitter))
        parameters["strands.control_points"] = points.ravel()
        parameters.update()
        glass = mi.traverse(self.glass)
        glass["lenses.vertex_positions"] = sitter.lenses.vertices.ravel()
        glass["lenses.vertex_normals"] = sitter.lenses.normals.ravel()
        glass.update()
        self.sitter, self.fibres = sitter, replace(self.fibres, points=points)
        return self

    def frame(self, view: View) -> None:
        """Put the edge in front of the subject where this view needs it."""
        edge = parapet(view, self.sitter)
        if np.array_equal(edge.vertices, self._edge.vertices):
            return
        parameters = mi.traverse(self.scene)
        parameters["parapet.vertex_positions"] = edge.vertices.ravel()
        parameters.update()
        self._edge = edge

    def expose(
        self, view: View, rig: Rig, *, spp: int, seed: int, depth: int, window: Window | None = None
    ) -> Layers:
        """Trace `spp` samples a pixel of the whole frame, or of a window in it."""
        sensor = scene.sensor(view, spp, window)
        if mi.variant() != LLVM:
            return tally.expose(
                self.shapes, sensor, view, rig, spp=spp, seed=seed, depth=depth, window=window
            )
        skin = self.shapes["skin"]
        return trace(self.scene, self.glass, sensor, skin, rig, spp=spp, seed=seed, depth=depth)


def _anywhere(sitter: Sitter) -> View:
    """A view that needs no edge: close to the eyes."""
    eyes = between_eyes(sitter.body)
    x, y, z = np.eye(3, dtype=np.float32)
    return View(eyes - y, x, z, y, 0.1, (1, 1), 1.0, 0.0, 0.2, 1.0)
