"""Sizes: a model draws best at the area that it was made on."""

import math

import cv2
import numpy as np

from engine.models.pipes.card import DiffusionCard
from engine.pictures import Floats, Negative


def native(width: int, height: int, card: DiffusionCard) -> tuple[int, int]:
    """The size of this shape with the area of the card's square, in its multiples."""
    scale = card.side / math.sqrt(width * height)
    return fitted(width * scale, height * scale, card.multiple)


def fitted(width: float, height: float, multiple: int) -> tuple[int, int]:
    """The nearest multiples."""
    return tuple(max(round(side / multiple), 1) * multiple for side in (width, height))  # pyright: ignore[reportReturnType]


def resized(picture: Negative, width: int, height: int) -> Negative:
    """A picture of another size: averaged when smaller, Lanczos when larger."""
    now = picture.shape[:2]
    if now == (height, width):
        return picture
    smaller = height * width < now[0] * now[1]
    way = cv2.INTER_AREA if smaller else cv2.INTER_LANCZOS4
    made = cv2.resize(picture, (width, height), interpolation=way)
    return np.clip(np.asarray(made, np.float32), 0, 1)


def plane(values: Floats, width: int, height: int) -> Floats:
    """A matte or a map of another size."""
    smaller = height * width < values.shape[0] * values.shape[1]
    way = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(values, (width, height), interpolation=way), np.float32)
