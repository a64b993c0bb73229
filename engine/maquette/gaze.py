"""Where eyes must turn to meet the lens."""

import numpy as np

from engine.maquette import lens, skeleton
from engine.maquette.harvest import BONES
from engine.maquette.person import Pose
from prompts.setup import Optics

FARTHEST = 34.0  # degrees that an eye turns in its socket: beyond it the iris is lost
HALF_APART = 0.031  # metres from the nose's middle to an eye
NATURAL = {"eyeSquint": 0.35, "eyeWide": 0.3, "eyeBlink": 0.0}  # the most of each in open lids
OPEN = 0.04  # of a blink


def to_lens(optics: Optics, pose: Pose) -> tuple[tuple[float, float], float]:
    """The gaze that meets the lens, and how much the eyes converge on it. Degrees."""
    still = np.zeros((len(BONES), 3), np.float32)
    head = skeleton.moves(still, pose)[skeleton.HEAD, :3, :3]
    x, y, z = head.T @ lens.from_eyes(optics, head)
    right, up = np.degrees([np.arctan2(x, -y), np.arctan2(z, np.hypot(x, y))])
    apart = float(np.degrees(np.arctan2(HALF_APART, optics.distance_m)))
    limits = -FARTHEST, FARTHEST
    return (float(np.clip(right, *limits)), float(np.clip(up, *limits))), apart


def natural(actions: dict[str, float], most: float = 1.0) -> dict[str, float]:
    """The same expression with both lids open alike, at `most` times what is natural."""
    out = dict(actions)
    for name, limit in NATURAL.items():
        sides = f"{name}Left", f"{name}Right"
        if not any(side in actions for side in sides):
            continue
        mean = sum(actions.get(side, 0.0) for side in sides) / 2
        out |= dict.fromkeys(sides, min(mean, most * limit))
    return out
