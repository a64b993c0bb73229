"""Editors shift and zoom what they should leave alone: their pictures are laid back on the source.

The shift by phase correlation (Kuglin and Hines 1975), then an affine map by enhanced correlation
(Evangelidis and Psarakis 2008), each found on what was not to change, kept only where it helps.
"""

import cv2
import numpy as np

from engine.pictures import Floats, Mask, Negative

FAR = 0.12  # of the picture's side: a shift beyond it is no shift but another picture
ROUNDS, ENOUGH = 60, 1e-5  # of the enhanced correlation


def aligned(made: Negative, source: Negative, changed: Mask) -> tuple[Negative, float]:
    """The made picture as it lies on the source, and how many pixels it had moved."""
    still = ~changed
    if not still.any():
        return made, 0.0
    there, here = _grey(source), _grey(made)
    window = cv2.createHanningWindow((here.shape[1], here.shape[0]), cv2.CV_32F)
    weight = np.asarray(window * still, np.float32)
    (across, down), _ = cv2.phaseCorrelate(there - there.mean(), here - here.mean(), weight)
    shift = float(across), float(down)
    best, moved = made, 0.0
    error = _error(made, source, still)
    for warp in (_moved(shift, here.shape), _affine(there, here, still, shift)):
        if warp is None:
            continue
        tried = _laid(made, warp)
        left = _error(tried, source, still)
        if left < error:
            best, error, moved = tried, left, float(np.hypot(*warp[:, 2]))
    return best, moved


def _grey(picture: Negative) -> Floats:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32)


def _moved(shift: tuple[float, float], shape: tuple[int, ...]) -> Floats | None:
    if np.hypot(*shift) > FAR * max(shape):
        return None
    return np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)


def _affine(there: Floats, here: Floats, still: Mask, shift: tuple[float, float]) -> Floats | None:
    start = _moved(shift, here.shape)
    begin = np.eye(2, 3, dtype=np.float32) if start is None else start.copy()
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ROUNDS, ENOUGH)
    try:
        _, warp = cv2.findTransformECC(
            there, here, begin, cv2.MOTION_AFFINE, stop, still.astype(np.uint8) * 255, 5
        )
    except cv2.error:  # it did not converge
        return None
    found = np.asarray(warp, np.float32)
    return found if np.hypot(*found[:, 2]) <= FAR * max(here.shape) * 2 else None


def _laid(made: Negative, warp: Floats) -> Negative:
    height, width, _ = made.shape
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(made, warp, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.clip(np.asarray(laid, np.float32), 0, 1)


def _error(made: Negative, source: Negative, still: Mask) -> float:
    return float(np.abs(made - source).mean(-1)[still].mean())
