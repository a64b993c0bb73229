"""The board: one take in several grades, small, in one picture, each with its label."""

from collections.abc import Mapping

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.grade.printing import graded
from engine.grade.processor import Cubes
from engine.pictures import Negative, Pixels
from prompts.setup import Grade

GROUND, INK = (17, 17, 19), (222, 220, 214)
AREA = 52_000  # pixels of one preview
MARGIN, LINE = 10, 30  # pixels; between previews, and under each for its label
TYPE = 17.0  # pixels
SMALLEST = 11.0


def board(negative: Negative, grades: Mapping[str, Grade], *, cubes: Cubes | None = None) -> Pixels:
    """Lay out previews of a negative (h, w, 3), by label, row by row. Raises StudioError."""
    small = _small(negative)
    height, width, _ = small.shape
    columns = _columns(len(grades), width, height)
    rows = -(-len(grades) // columns)
    ground = Image.new(
        "RGB",
        (columns * (width + MARGIN) + MARGIN, rows * (height + LINE) + MARGIN),
        GROUND,
    )
    draw = ImageDraw.Draw(ground)
    for number, (label, grade) in enumerate(grades.items()):
        row, column = divmod(number, columns)
        left, top = MARGIN + column * (width + MARGIN), MARGIN + row * (height + LINE)
        # As fine as the grain of the print is once the print is as small.
        finer = grade.model_copy(update={"grain": grade.grain * min(1, height / len(negative))})
        ground.paste(Image.fromarray(graded(small, finer, cubes=cubes)), (left, top))
        middle = top + height + (LINE - MARGIN / 2) / 2
        words, font = _fitted(draw, label, width)
        draw.text((left, middle), words, INK, font, anchor="lm")
    return np.asarray(ground)


def _small(negative: Negative) -> Negative:
    height, width = negative.shape[:2]
    scale = min(1.0, (AREA / (height * width)) ** 0.5)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(negative, size, interpolation=cv2.INTER_AREA), np.float32)


def _columns(count: int, width: int, height: int) -> int:
    """As many as make the board about a third wider than high."""
    wanted = (count * (height + LINE) / (width + MARGIN) * 4 / 3) ** 0.5
    return max(1, min(count, round(wanted)))


def _fitted(
    draw: ImageDraw.ImageDraw, label: str, room: int
) -> tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont]:
    """Smaller type, then fewer letters, until it fits."""
    size, words = TYPE, " ".join(label.split())
    while True:
        font = ImageFont.load_default(size)
        if draw.textlength(words, font) <= room or not words:
            return words, font
        if size > SMALLEST:
            size = max(SMALLEST, size - 1)
        else:
            words = words[:-1]
