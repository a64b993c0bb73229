"""What the camera knows for certain: depth, normals, classes and landmarks of a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, gaussian_filter

from engine.maquette.body import Body, Floats
from engine.maquette.lens import View
from engine.maquette.stage import Stage
from engine.maquette.survey import Survey, survey

CLASSES = (
    "background",
    "skin",
    "eye_l",
    "eye_r",
    "mouth",
    "wardrobe",
    "hair",
    "brows",
    "lashes",
    "glasses",
    "set",
)
SHAPES = {
    "skin": "skin",
    "eye_l": "eye_l",
    "eye_r": "eye_r",
    "mouth0": "mouth",
    "mouth1": "mouth",
    "mouth2": "mouth",
    "cloth": "wardrobe",
    "second": "wardrobe",
    "eyewear": "glasses",
    "hair": "hair",
    "beard": "hair",
    "brows": "brows",
    "lashes": "lashes",
    "parapet": "set",
}
SHELL = 0.007  # metres over which single strands are made one shell
DENSE = 0.35  # share of hair around a pixel that makes it part of the shell


@dataclass(frozen=True)
class Truth:
    """Of the pinhole twin of the picture's lens. "l" and "r" are the subject's own."""

    depth: Floats  # (h, w) metres along the axis; 0 is the background
    normal: Floats  # (h, w, 3) x to the right, y up, z to the camera; 0 is the background
    classes: NDArray[np.uint8]  # (h, w) into CLASSES
    landmarks: dict[str, tuple[float, float, float]]  # x, y in pixels from the top left, depth


def truth(stage: Stage, view: View) -> Truth:
    """Survey a stage. Depth and normals show hair as a smooth shell, classes show its strands."""
    seen = survey(stage.scene, stage.shapes, view)
    classes = _classes(seen, stage.ends)
    there = classes > 0
    depth = np.where(there, (seen.position - view.position) @ view.forward, 0).astype(np.float32)
    axes = np.stack([view.right, view.up, -view.forward])
    normal = seen.normal @ axes.T
    normal *= np.where(normal[..., 2:] < 0, -1, 1) * there[..., None]
    hair = np.isin(classes, [CLASSES.index("hair")])
    depth, normal = _shell(depth, normal.astype(np.float32), hair, there, view)
    return Truth(depth, normal, classes, _landmarks(stage.sitter.body, view))


def _classes(seen: Survey, ends: dict[str, float]) -> NDArray[np.uint8]:
    table = np.array([CLASSES.index(SHAPES.get(n, "hair")) for n in seen.names] + [0], np.uint8)
    classes = table[seen.shape]
    strand = seen.shape == seen.names.index("strands")
    kinds = np.array([CLASSES.index(SHAPES[name]) for name in ends], np.uint8)
    at = np.searchsorted(list(ends.values()), seen.along[strand]).clip(0, len(kinds) - 1)
    classes[strand] = kinds[at]
    return classes


def _shell(
    depth: Floats, normal: Floats, hair: NDArray[np.bool_], there: NDArray[np.bool_], view: View
) -> tuple[Floats, Floats]:
    if not hair.any():
        return depth, normal
    sigma = max(SHELL * view.size[1] / view.cover, 0.7)
    weight = gaussian_filter(hair.astype(np.float32), sigma)
    dense = (weight > DENSE) & (
        hair | ~there | np.asarray(binary_closing(hair, iterations=max(int(sigma), 1)), np.bool_)
    )
    safe = np.maximum(weight, 1e-4)
    smooth = gaussian_filter(depth * hair, sigma) / safe
    # The shell's own slope, in metres a metre, is steadier than the normals of single strands.
    metre = 2 * smooth * view.half_height / view.size[1]
    down, across = np.gradient(gaussian_filter(smooth, sigma / 2))
    slope = np.stack([across, -down, metre], axis=-1)
    slope /= np.maximum(np.linalg.norm(slope, axis=-1, keepdims=True), 1e-6)
    blurred = gaussian_filter(normal * hair[..., None], (sigma, sigma, 0)) / safe[..., None]
    mixed = slope + blurred
    mixed /= np.maximum(np.linalg.norm(mixed, axis=-1, keepdims=True), 1e-6)
    return (
        np.where(dense, smooth, depth).astype(np.float32),
        np.where(dense[..., None], mixed, normal).astype(np.float32),
    )


def _landmarks(body: Body, view: View) -> dict[str, tuple[float, float, float]]:
    points = view.project(np.stack(list(body.anchors.values())))
    return {
        name: (float(x), float(y), float(z))
        for name, (x, y, z) in zip(body.anchors, points, strict=True)
    }
