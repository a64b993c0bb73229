"""Eyelids slide over the globe: a blend shape's straight path would cut through the cornea."""

import numpy as np

from engine.maquette import eyes, skeleton
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats

CLEAR = 0.0005  # metres between the cornea and the middle of the lid's cage
OUTSIDE = 0.93  # of the globe's radius: what lies deeper is the lid's inner edge
BLINKS = {"l": "eyeBlinkLeft", "r": "eyeBlinkRight"}


def wrap(
    anatomy: Anatomy,
    still: Floats,
    cage: Floats,
    actions: dict[str, float],
    gaze: tuple[float, float],
) -> None:
    """Move the lids of the unposed `cage` in place onto arcs about the eyes of the `still` one."""
    ahead = skeleton.turn(gaze[0], gaze[1], 0) @ np.array([0, -1, 0], np.float32)
    for side, name in BLINKS.items():
        weight = actions.get(name, 0.0)
        if not weight:
            continue
        blink = anatomy.details[name]
        centre, radius = eyes.globe(anatomy, still, side)
        start = still[blink.index] - centre
        now = cage[blink.index] - centre
        length = np.linalg.norm(now, axis=1)
        arc = (1 - weight) * np.linalg.norm(start, axis=1)
        arc += weight * np.linalg.norm(start + blink.offset, axis=1)
        bowed = length + arc - np.linalg.norm(start + weight * blink.offset, axis=1)
        direction = now / length[:, None]
        angle = np.arccos(np.clip(direction @ ahead, -1, 1))
        proud = radius * eyes.profile(angle) + CLEAR
        lid = (np.linalg.norm(start, axis=1) > OUTSIDE * radius) & (start[:, 1] < 0)
        reach = np.where(lid, np.maximum(bowed, proud), bowed)
        cage[blink.index] = centre + direction * reach[:, None]
