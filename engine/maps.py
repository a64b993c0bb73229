"""Truth as files: depth, normals and mattes as PNG, landmarks as JSON."""

import json

import numpy as np

from engine import png
from engine.models.base import Truth

DEPTH, NORMALS, MATTES, LANDMARKS = "depth.png", "normals.png", "mattes.png", "landmarks.json"
NAMES = (DEPTH, NORMALS, MATTES, LANDMARKS)
FULL = 65535  # of 16 bits
COLOURS = [
    (24, 24, 28), (222, 170, 138), (86, 156, 214), (78, 201, 176), (196, 92, 92), (120, 104, 160),
    (92, 64, 44), (160, 120, 70), (230, 230, 120), (140, 140, 140), (200, 120, 200), (110, 170, 90),
    (230, 140, 60), (60, 90, 140), (240, 240, 240), (0, 0, 0),
]  # fmt: skip


def files(truth: Truth) -> dict[str, bytes]:
    """The maps by file name; landmarks.json also says the unit of depth and the class names."""
    unit = depth_unit(truth)
    height, width = truth.depth.shape
    facts = {
        "size": [width, height],
        "depth_unit_m": unit,  # metres of one step of depth.png; 0 is the background
        "classes": list(truth.classes),
        "landmarks": {name: list(map(float, at)) for name, at in truth.landmarks.items()},
    }
    normals = np.clip(truth.normals * 127.5 + 127.5, 0, 255).round().astype(np.uint8)
    return {
        DEPTH: png.grey16((truth.depth / unit).round()),
        NORMALS: png.colour(normals),
        MATTES: png.indexed(truth.mattes, COLOURS),
        LANDMARKS: json.dumps(facts, indent=1).encode(),
    }


def depth_unit(truth: Truth) -> float:
    """Metres of one step, so that the farthest depth just fits 16 bits."""
    farthest = float(truth.depth.max())
    return farthest / FULL if farthest > 0 else 1 / FULL
