"""How takes differ, as on a set: the camera steps aside, the key is nudged, the subject moves."""

from dataclasses import replace

import numpy as np

from engine.maquette import gaze
from engine.maquette.sitting import Quality, Sitting
from prompts.setup import Beam, Setup

STEP = 5.0  # degrees the camera moves at most
NUDGE = 8.0  # degrees the key moves at most
TURN = 9.0  # degrees the head turns, about
NEAR = 0.35  # of the usual, for a take like another
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


def near(of: Sitting, size: tuple[int, int], quality: Quality, take_seed: int) -> Sitting:
    """More like that one: the same person and clothes, near its angle, light and expression."""
    rng = np.random.default_rng([take_seed, 23])
    optics = of.setup.optics.model_copy(
        update={
            "azimuth": of.setup.optics.azimuth + float(rng.uniform(-1, 1) * NEAR * STEP),
            "elevation": of.setup.optics.elevation + float(rng.uniform(-0.5, 0.5)),
        }
    )
    key = of.setup.key.model_copy(
        update={
            "azimuth": _nudged(of.setup.key, float(rng.uniform(-1, 1) * NEAR * NUDGE)),
            "elevation": of.setup.key.elevation + float(rng.uniform(-1.5, 1.5)),
        }
    )
    old, strength = of.pose, float(rng.uniform(0.85, 1.15))
    moved = replace(
        old,
        yaw=old.yaw + float(rng.uniform(-1, 1) * NEAR * TURN),
        pitch=old.pitch + float(rng.normal(0, 0.8)),
        roll=old.roll + float(rng.normal(0, 0.8)),
        blink=old.blink * strength,
        actions={name: float(min(1.0, w * strength)) for name, w in old.actions.items()},
    )
    then, _ = gaze.to_lens(of.setup.optics, old)
    now, _ = gaze.to_lens(optics, moved)
    across = old.gaze[0] + now[0] - then[0] + float(rng.normal(0, 0.5))  # on what they rested on
    up = old.gaze[1] + now[1] - then[1] + float(rng.normal(0, 0.4))
    limit = gaze.FARTHEST
    moved = replace(
        moved, gaze=(float(np.clip(across, -limit, limit)), float(np.clip(up, -limit, limit)))
    )
    setup = of.setup.model_copy(update={"optics": optics, "key": key})
    return replace(of, setup=setup, pose=moved, size=size, quality=quality, seed=take_seed)


def _nudged(key: Beam, by: float) -> float:
    """The azimuth after a nudge that crosses neither the camera's axis nor the subject's back."""
    turned = (key.azimuth + 180) % 360 - 180
    if abs(turned) < FRONTAL or abs(turned) > 180 - FRONTAL:
        return key.azimuth
    moved = np.clip(abs(turned) + by, FRONTAL, 180 - FRONTAL)
    return float(key.azimuth + np.copysign(moved, turned) - turned)
