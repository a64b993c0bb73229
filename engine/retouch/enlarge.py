"""Larger pictures without halos: Lanczos in linear light, kept within what is near."""

from typing import Any

import cv2
import numpy as np

from engine.pictures import Floats, Negative
from engine.retouch.colour import display, linear

REACH = 4  # source pixels to each side that a Lanczos kernel of eight taps reads


def enlarged(negative: Negative, size: tuple[int, int]) -> Negative:
    """To (width, height), at least as large as it is."""
    if negative.shape[1::-1] == size:
        return negative
    light = linear(negative)
    near: Any = np.ones((3, 3), np.uint8)
    given: Any = light
    low, high = _to(cv2.erode(given, near), size), _to(cv2.dilate(given, near), size)
    larger = np.asarray(cv2.resize(given, size, interpolation=cv2.INTER_LANCZOS4), np.float32)
    return display(np.clip(larger, low, high))


def _to(value: Any, size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.resize(value, size, interpolation=cv2.INTER_LINEAR), np.float32)
