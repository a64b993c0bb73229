"""A part of a picture, so that no more of it is made than is wanted."""

from dataclasses import dataclass

import numpy as np

from engine.pictures import Mask


@dataclass(frozen=True)
class Window:
    """In pixels from the top left; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)


def around(mask: Mask, margin: int) -> Window:
    """The smallest window with all of a mask, which has something in it, and a margin."""
    height, width = mask.shape
    rows, columns = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    return Window(
        left=max(int(columns[0]) - margin, 0),
        top=max(int(rows[0]) - margin, 0),
        right=min(int(columns[-1]) + margin + 1, width),
        bottom=min(int(rows[-1]) + margin + 1, height),
    )
