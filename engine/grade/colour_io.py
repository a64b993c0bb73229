"""OpenColorIO, which ships no types: what we use of it, typed."""

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.pictures import Floats

ocio: Any = importlib.import_module("PyOpenColorIO")
CURVE_POINTS = 255 * 257 + 1  # each k / 255 falls on a point


class Processor:
    """Transforms made one. Values in and out are float32; nothing is clipped but where a LUT ends.

    Each pixel for itself and in one thread: the same values give the same values.
    """

    def __init__(self, transforms: Sequence[Any]) -> None:
        group = ocio.GroupTransform(list(transforms))
        made = ocio.Config.CreateRaw().getProcessor(group)
        self._cpu = made.getOptimizedCPUProcessor(ocio.OPTIMIZATION_LOSSLESS)

    def into(self, pixels: Floats) -> Floats:
        """Change (h, w, 3) contiguous values in their place, and return them."""
        self._cpu.applyRGB(pixels)
        return pixels


def curve(values: NDArray[np.float64]) -> Any:
    """A curve over 0..1 from evenly spaced values: (n,), or (n, 3) for one a channel."""
    return _lut_1d(values, half=False)


def curve_of_light(values: NDArray[np.float64]) -> Any:
    """A curve over every half-precision number, one value for each of `halves()`."""
    return _lut_1d(values, half=True)


def halves() -> NDArray[np.float64]:
    """All half-precision numbers by their bits; what is no number is 0 and infinity the largest."""
    found = np.arange(65536, dtype=np.uint16).view(np.float16).astype(np.float64)
    return np.nan_to_num(found, nan=0.0, posinf=65504.0, neginf=-65504.0)


def _lut_1d(values: NDArray[np.float64], *, half: bool) -> Any:
    table = values if values.ndim == 2 else np.repeat(values[:, None], 3, axis=1)
    made = ocio.Lut1DTransform(length=len(table), inputHalfDomain=half)
    made.setFileOutputBitDepth(ocio.BIT_DEPTH_F32)
    made.setInterpolation(ocio.INTERP_LINEAR)
    made.setData(np.ascontiguousarray(table, np.float32).ravel())
    return made


def cube(table: Floats) -> Any:
    """A LUT (n, n, n, 3), indexed [red][green][blue], interpolated in tetrahedra."""
    made = ocio.Lut3DTransform(gridSize=len(table))
    made.setFileOutputBitDepth(ocio.BIT_DEPTH_F32)
    made.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    made.setData(np.ascontiguousarray(table, np.float32).ravel())
    return made
