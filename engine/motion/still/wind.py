"""Hair in a light wind: low waves that run along it, larger the farther from the scalp."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.motion.moves import Moves
from engine.motion.still.grid import blur, coarse_coordinates, resized, smoothstep
from engine.motion.still.scene import Scene
from engine.pictures import Floats

LIFT = 0.022  # of the face's width: how far the ends of hair go in a light wind
WAVES = ((0.85, 0.9, 0.45), (0.5, 1.6, 0.2), (1.6, 0.45, 0.55))  # length, turns a second, share
FARTHEST = 0.45  # widths of the face from the scalp, where hair is free
ROOT = 0.03  # of the face's width: hair that lies on the scalp
EDGE = 0.035  # over which hair takes with it what it lies on
SKULL = (0.56, 0.72)  # half axes of the head in widths of the face
STEPS = 48  # of the loop, at which the calmest moment is looked for
UPRIGHT = 0.35  # how much less hair goes up and down than aside


@dataclass(frozen=True, eq=False)
class Wind:
    """The motion of hair (coarse), as sums of standing pictures."""

    waves: tuple[tuple[float, Floats, Floats], ...]  # turns a clip, and two fields (h, w, 2)
    gusts: tuple[float, float]  # phases
    begin: float = 0.0  # where in its loop the clip begins: where the hair moves least

    @staticmethod
    def of(scene: Scene, moves: Moves) -> "Wind":
        """Find what can move, and how."""
        rng = np.random.default_rng([moves.seed, 61])
        x, y = coarse_coordinates(scene.still.shape)
        free = _free(scene, x)
        side = rng.choice([-1.0, 1.0])
        size = moves.force * LIFT * scene.unit * free
        waves: list[tuple[float, Floats, Floats]] = []
        for length, often, share in WAVES:
            turns = max(1.0, round(often * moves.seconds))
            aside = rng.uniform(0.3, 0.9) * side  # waves run down and with the wind
            phase = (x * aside + y) / np.hypot(aside, 1) * (2 * np.pi / (length * scene.unit))
            phase += rng.uniform(0, 2 * np.pi)
            lean = rng.uniform(-1, 1) * UPRIGHT
            pair = [
                np.stack([size * share * f(phase), size * share * lean * f(phase)], -1)
                for f in (np.cos, np.sin)
            ]
            waves.append((turns, pair[0].astype(np.float32), pair[1].astype(np.float32)))
        phases = float(rng.uniform(0, 6.28)), float(rng.uniform(0, 6.28))
        wind = Wind(tuple(waves), phases)
        step = 1 / STEPS
        speed = [
            float(np.abs(wind.sum(t + step) - wind.sum(t - step)).sum())
            for t in np.arange(STEPS) * step
        ]
        return replace(wind, begin=int(np.argmin(speed)) * step)

    def at(self, time: float) -> Floats:
        """The motion since the still, in pixels."""
        return self.sum(time + self.begin) - self.sum(self.begin)

    def sum(self, time: float) -> Floats:
        """The motion since the hair hung straight, by the wind's own time."""
        turn = 2 * np.pi * time
        gust = 0.7 + 0.3 * np.sin(turn + self.gusts[0]) * np.cos(turn + self.gusts[1])
        out = np.zeros_like(self.waves[0][1])
        for turns, cosine, sine in self.waves:
            out += cosine * np.float32(gust * np.cos(turns * turn))
            out += sine * np.float32(gust * np.sin(turns * turn))
        return out


def _free(scene: Scene, x: Floats) -> Floats:
    """0 at the scalp and on all that is no hair, 1 at the ends; it goes on beyond the outline."""
    size = x.shape[1], x.shape[0]
    cell = scene.still.shape[1] / size[0]
    hair, cover = resized(scene.hair, size), resized(scene.cover, size)
    away = _from_scalp(scene, size, cell) / scene.unit
    ends = float(np.quantile(away[hair > 0.5], 0.95)) if (hair > 0.5).any() else FARTHEST
    free = smoothstep(ROOT, max(FARTHEST, ends), away)
    # Beyond the outline there is only air: hair's motion goes on there, so that ends are not held.
    reach = EDGE * scene.unit / cell
    near = blur(hair, 2 * reach) / np.maximum(blur(np.maximum(hair, cover), 2 * reach), 1e-3)
    loose = hair + (1 - cover) * np.clip(near, 0, 1)
    held = blur(np.clip(loose, 0, 1), reach)
    return np.asarray(free * held * (1 - resized(scene.skin, size)), np.float32)


def _from_scalp(scene: Scene, size: tuple[int, int], cell: float) -> Floats:
    """Pixels from the head itself."""
    head = np.ones((size[1], size[0]), np.uint8)
    face = scene.face
    assert face is not None, "without a face there is no wind in the hair"
    top, chin = face.points[10], face.points[152]
    middle = top + (chin - top) * 0.32
    axes = [max(round(half * scene.unit / cell), 1) for half in SKULL]
    where = round(float(middle[0] / cell)), round(float(middle[1] / cell))
    cv2.ellipse(head, where, axes, face.roll, 0, 360, 0, -1)
    return np.asarray(cv2.distanceTransform(head, cv2.DIST_L2, 5), np.float32) * np.float32(cell)
