"""OpenColorIO, which ships no types: what we use of it, typed."""

import importlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.pictures import Floats
from prompts.setup import Grade

ocio: Any = importlib.import_module("PyOpenColorIO")
CURVE_POINTS = 255 * 257 + 1  # each k / 255 falls on a point
THREADS = min(os.cpu_count() or 1, 4)
SMALL = 300_000  # values that one thread has done before another has begun
Step = Any  # a transform of OpenColorIO


class Processor:
    """Transforms made one. Values in and out are float32.

    Each pixel for itself: the same values give the same values, however many threads share them.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        group = ocio.GroupTransform(list(steps))
        made = ocio.Config.CreateRaw().getProcessor(group)
        self._cpu = made.getOptimizedCPUProcessor(ocio.OPTIMIZATION_LOSSLESS)

    def into(self, pixels: Floats) -> Floats:
        """Change contiguous values (..., 3) in their place, and return them."""
        rows = -(-len(pixels) // THREADS)
        if pixels.size < SMALL or rows < 2:
            self._cpu.applyRGB(pixels)
            return pixels
        parts = [pixels[start : start + rows] for start in range(0, len(pixels), rows)]
        with ThreadPoolExecutor(len(parts)) as pool:
            list(pool.map(self._cpu.applyRGB, parts))
        return pixels


def linear(*, back: bool = False) -> Step:
    """From sRGB to linear light or `back`; it goes on beyond 0 and 1."""
    made = ocio.ExponentWithLinearTransform()
    made.setGamma([2.4, 2.4, 2.4, 1.0])
    made.setOffset([0.055, 0.055, 0.055, 0.0])
    made.setDirection(ocio.TRANSFORM_DIR_INVERSE if back else ocio.TRANSFORM_DIR_FORWARD)
    return made


def matrix_of(values: NDArray[np.float64], added: NDArray[np.float64] | None = None) -> Step:
    """Three by three, and what is added then (3,)."""
    whole = np.eye(4)
    whole[:3, :3] = values
    offset = [0.0] * 3 if added is None else added.tolist()
    return ocio.MatrixTransform(whole.ravel().tolist(), [*offset, 0.0])


def cdl(grade: Grade) -> Step:
    """Slope, offset, power, saturation; clipped before power and at the end, as ASC says."""
    made = ocio.CDLTransform(
        slope=list(grade.slope),
        offset=list(grade.offset),
        power=list(grade.power),
        sat=grade.saturation,
    )
    made.setStyle(ocio.CDL_ASC)
    return made


def curve(values: NDArray[np.float64]) -> Step:
    """A curve over 0..1, evenly spaced: (n,), or (n, 3) for one a channel. Clips what is beyond."""
    table = values if values.ndim == 2 else np.repeat(values[:, None], 3, axis=1)
    made = ocio.Lut1DTransform(length=len(table), inputHalfDomain=False)
    made.setFileOutputBitDepth(ocio.BIT_DEPTH_F32)
    made.setInterpolation(ocio.INTERP_LINEAR)
    made.setData(np.ascontiguousarray(table, np.float32).ravel())
    return made


def cube(table: Floats) -> Step:
    """A LUT (n, n, n, 3), indexed [red][green][blue], interpolated in tetrahedra."""
    made = ocio.Lut3DTransform(gridSize=len(table))
    made.setFileOutputBitDepth(ocio.BIT_DEPTH_F32)
    made.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    made.setData(np.ascontiguousarray(table, np.float32).ravel())
    return made
