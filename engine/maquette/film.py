"""Where an exposure is put together: the whole frame, or a window in it."""

from dataclasses import dataclass

import numpy as np

from engine.maquette.body import Floats
from engine.maquette.layers import Layers
from engine.maquette.lens import View
from engine.maquette.picture import Fineness, compose
from engine.window import Window


@dataclass(frozen=True)
class Exposure:
    """What the film holds before it is developed."""

    linear: Floats  # (h, w, 3) Rec. 709, neither exposed nor balanced
    cover: Floats  # (h, w) share of the pixel that the subject covers


@dataclass(frozen=True)
class Film:
    """Knows the view and the place of one picture."""

    view: View
    behind: Floats  # (h, w, 3) the place, over the whole frame
    window: Window | None

    @property
    def size(self) -> tuple[int, int]:
        """Of what is exposed."""
        w = self.window
        return self.view.size if w is None else (w.right - w.left, w.bottom - w.top)

    def compose(self, layers: Layers, fineness: Fineness) -> Exposure:
        """Compose what is exposed, in its place on the whole frame."""
        if self.window is None:
            return Exposure(compose(layers, self.behind, self.view, fineness), layers.cover)
        part = self.window.slices
        linear, cover = np.zeros_like(self.behind), np.zeros(self.behind.shape[:2], np.float32)
        linear[part] = compose(layers, self.behind[part], self.view, fineness)
        cover[part] = layers.cover
        return Exposure(linear, cover)
