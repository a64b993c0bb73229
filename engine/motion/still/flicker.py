"""Light that flickers: a candle's or a neon tube's, on what its own direction lights."""

from dataclasses import dataclass

import numpy as np

from engine.motion.moves import Moves
from engine.motion.still.grid import blur, resized
from engine.motion.still.scene import Scene
from engine.pictures import LUMA, Floats, Mask, Negative

GAMMA = 2.2  # from display values to light, nearly
# A flame: its brightness wanders, slowly more than quickly, up to about 9 Hz, and at times it
# ducks. The dimmer, the redder.
WANDER = 0.13  # natural logarithm of its brightness, standard deviation
QUICKEST, BEND = 9.0, 1.3  # Hz: the highest, and where it begins to be less
DUCKS_A_SECOND, DUCK, DUCK_S = 0.5, 0.34, 0.07
FLAME = np.array([0.85, 1.0, 1.25], np.float32)
# A tube that fails: it burns steadily, and goes out for a frame or two, several times in a row.
FITS_EVERY_S = 2.6
OUT = (0.15, 0.5)  # brightness that is left
OUT_S = (0.035, 0.09)
HUM, HUMS = 0.012, 7.3  # of the brightness; Hz, as a camera sees the beat of mains
EARLY, LATE = 0.12, 0.86  # share of the clip in which a fit may begin
AMBIENT = {"candle": 0.22, "neon": 0.45}  # how much of the place is lit by it
FALLBACK = (
    -0.45,
    -0.5,
    0.74,
)  # where light comes from, if the face does not say: x, y down, z near
SAMPLES = 2048  # of a clip's time


@dataclass(frozen=True, eq=False)
class Flicker:
    """How much each pixel is lit by what flickers, and how that goes."""

    lit: Floats  # (h, w, 1) 0..1
    course: Floats  # (SAMPLES, 3) times the light, by time and channel; 1 at the beginning
    loop: bool

    @staticmethod
    def of(scene: Scene, moves: Moves, frames: int) -> "Flicker | None":
        """None if no light is to flicker."""
        course = np.ones((SAMPLES, 3), np.float32)
        ambient = 0.0
        if "candle" in moves.names:
            course *= _flame(moves, frames)
            ambient = AMBIENT["candle"]
        if "neon" in moves.names:
            course *= _tube(scene, moves)
            ambient = max(ambient, AMBIENT["neon"])
        if not ambient:
            return None
        return Flicker(_lit(scene, ambient)[..., None], course, moves.loop)

    def on(self, frame: Negative, time: float) -> Negative:
        """The frame as it is lit at a time; white stays white, as on film."""
        light = self.course[min(round(time * SAMPLES), SAMPLES - 1)]
        gain = 1 + self.lit * (light ** np.float32(1 / GAMMA) - 1)
        return np.asarray(frame * gain / (1 + (gain - 1) * frame), np.float32)


def _flame(moves: Moves, frames: int) -> Floats:
    rng = np.random.default_rng([moves.seed, 81])
    time = np.arange(SAMPLES) / SAMPLES
    turns = np.arange(1, max(int(QUICKEST * moves.seconds), 2))
    size = rng.standard_normal(turns.size) / np.hypot(1, turns / moves.seconds / BEND)
    waves = np.cos(2 * np.pi * (turns[:, None] * time + rng.random((turns.size, 1))))
    wander = size @ waves
    wander *= WANDER / wander.std()
    for at in rng.random(max(1, round(DUCKS_A_SECOND * moves.seconds))):
        away = np.abs((time - at + 0.5) % 1 - 0.5) * moves.seconds
        wander -= DUCK * rng.uniform(0.4, 1) * np.exp(-np.square(away / DUCK_S))
    # The clip begins where the flame is calmest, so that its end and its beginning are alike.
    step = max(SAMPLES // frames, 1)
    calm = np.abs(np.roll(wander, step) - wander) + np.abs(np.roll(wander, -step) - wander)
    wander = np.roll(wander, -int(calm.argmin()))
    wander = moves.force * (wander - wander[0])
    return np.exp(wander[:, None] * FLAME).astype(np.float32)


def _tube(scene: Scene, moves: Moves) -> Floats:
    rng = np.random.default_rng([moves.seed, 82])
    time = np.arange(SAMPLES) / SAMPLES * moves.seconds
    hums = 2 * np.pi * round(HUMS * moves.seconds) / moves.seconds
    level = 1 + HUM * moves.force * np.sin(hums * time)
    fits = max(1, round(moves.seconds / FITS_EVERY_S))
    for start in EARLY + (LATE - EARLY) * (np.arange(fits) + rng.uniform(0.1, 0.8, fits)) / fits:
        at = start * moves.seconds
        for _ in range(int(rng.integers(2, 5))):
            lasts = rng.uniform(*OUT_S)
            level[(time >= at) & (time < at + lasts)] = rng.uniform(*OUT)
            at += lasts + rng.uniform(0.04, 0.16)
    # At half strength a tube nearly goes out; a weak one only dips.
    level = 1 + (level - 1) * min(moves.force, 1.4) * 0.8
    light = np.square(scene.still.reshape(-1, 3))
    bright = light[(light @ LUMA) >= np.quantile(light @ LUMA, 0.8)].mean(0)
    own = (bright / max(float(bright.max()), 1e-3)) ** 0.7  # the tube's colour goes, the rest stays
    return (1 + (level[:, None] - 1) * own).astype(np.float32)


def _lit(scene: Scene, ambient: float) -> Floats:
    """How much of each pixel's light is the key's: by its direction, and by what is bright."""
    height, width = scene.cover.shape
    size = scene.depth.shape[1], scene.depth.shape[0]
    cell = width / size[0]
    slope_y, slope_x = np.gradient(scene.depth / cell)
    normals = np.stack([-slope_x, -slope_y, np.ones_like(slope_x)], -1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    light = blur(np.square(resized(scene.still, size)) @ LUMA, 0.05 * scene.unit / cell)
    skin, cover = resized(scene.skin, size), resized(scene.cover, size)
    toward = _key(normals, light, skin > 0.5)
    shade = np.clip(0.25 + 0.75 * normals @ toward, 0, 1)
    there = cover > 0.5
    top = np.quantile(light[there], 0.95) if there.any() else np.quantile(light, 0.95)
    bright = np.clip(light / max(float(top), 1e-3), 0, 1)
    subject = np.sqrt(shade * bright)
    lit = subject * cover + (ambient + (1 - ambient) * 0.5 * bright) * (1 - cover)
    return np.clip(
        resized(blur(lit.astype(np.float32), 0.03 * scene.unit / cell), (width, height)), 0, 1
    )


def _key(normals: Floats, light: Floats, skin: Mask) -> Floats:
    """Where the light comes from: Lambert's law fitted to the face's skin. A unit vector."""
    fallback = np.array(FALLBACK, np.float32)
    if skin.sum() < 40:
        return fallback
    n, e = normals[skin], light[skin]
    found, *_ = np.linalg.lstsq(np.c_[n, np.ones(len(n))], e, rcond=None)
    toward = found[:3].astype(np.float32)
    toward[2] = max(float(toward[2]), 0.35 * float(np.hypot(*toward[:2])))
    size = float(np.linalg.norm(toward))
    return toward / size if size > 0.02 * float(e.mean()) else fallback
