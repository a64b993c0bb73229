"""How the takes of one sheet differ, as on a set: the camera steps aside, the key is nudged."""

import numpy as np

from prompts.setup import Beam, Setup

STEP = 5.0  # degrees the camera moves at most
NUDGE = 8.0  # degrees the key moves at most
FRONTAL = 4.0  # degrees: a key nearer to the camera than this has no side to lose


def vary(setup: Setup, take_seed: int, index: int) -> Setup:
    """The setup of take `index`; 0 is as planned. The key never changes its side."""
    if index == 0:
        return setup
    rng = np.random.default_rng([take_seed, index, 21])
    optics = setup.optics.model_copy(
        update={
            "azimuth": setup.optics.azimuth + float(rng.uniform(-STEP, STEP)),
            "elevation": setup.optics.elevation + float(rng.uniform(-1.5, 1.5)),
        }
    )
    key = setup.key.model_copy(
        update={
            "azimuth": _nudged(setup.key, float(rng.uniform(-NUDGE, NUDGE))),
            "elevation": setup.key.elevation + float(rng.uniform(-4, 4)),
        }
    )
    return setup.model_copy(update={"optics": optics, "key": key})


def _nudged(key: Beam, by: float) -> float:
    """The azimuth after a nudge that crosses neither the camera's axis nor the subject's back."""
    turned = (key.azimuth + 180) % 360 - 180
    if abs(turned) < FRONTAL or abs(turned) > 180 - FRONTAL:
        return key.azimuth
    moved = np.clip(abs(turned) + by, FRONTAL, 180 - FRONTAL)
    return float(key.azimuth + np.copysign(moved, turned) - turned)
