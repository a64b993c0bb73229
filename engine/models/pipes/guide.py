"""Guided by the maquette: what its lens sees of the same brief, before the model draws it.

So the framing and the side of the key obey even where words fail. The brief as it stands is taken,
not one take's turn of the head: takes may differ, the frame may not.
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.models.pipes import sizes
from engine.pictures import Floats, Negative
from engine.protocol import Previs, Shoot, Size, StudioError

if TYPE_CHECKING:  # the renderer loads late
    from engine.maquette.darkroom import Darkroom
    from engine.maquette.render import Maquette

SIDE = 768  # pixels of the longer side of what is guided by
FREE = 0.4  # of a model's strength that is left at full guidance by a picture

log = logging.getLogger(__name__)


class Guide:
    """Asks the maquette, once for each brief. It is loaded when it is first asked."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._stage: tuple[Maquette, Darkroom] | None = None
        self._depths: tuple[Previs, Floats] | None = None

    def depth(self, order: Shoot) -> Floats | None:
        """(h, w) 0..1: 1 is nearest, 0 the background. None where no maquette is installed."""
        of = _brief(order)
        if self._depths and self._depths[0] == of:
            return self._depths[1]
        try:
            from engine.models.sittings import previs  # noqa: PLC0415 - loads the renderer

            sitting = previs(of)
            camera, _ = self._staged()
            known = camera.truth(
                sitting.setup, sitting.person, sitting.pose, sitting.outfit, sitting.size
            )
        except (ImportError, StudioError) as error:
            log.warning("no depth to guide by: %s", error)
            return None
        setup = order.shot.setup
        found = near(known.depth, setup.optics.distance_m + setup.backdrop.distance_m)
        self._depths = of, found
        return found

    def picture(self, order: Shoot) -> Negative | None:
        """The maquette's own picture of the brief. None where no maquette is installed."""
        try:
            from engine.maquette.darkroom import Layer  # noqa: PLC0415 - loads the renderer
            from engine.models.sittings import previs  # noqa: PLC0415 - loads the renderer

            sitting = previs(_brief(order))
            _, darkroom = self._staged()
            return darkroom.develop([Layer(sitting)], _silent)
        except (ImportError, StudioError) as error:
            log.warning("no picture to guide by: %s", error)
            return None

    def _staged(self) -> "tuple[Maquette, Darkroom]":
        if self._stage is None:
            from engine.maquette.bake import baked  # noqa: PLC0415 - loads the renderer
            from engine.maquette.darkroom import Darkroom  # noqa: PLC0415 - loads the renderer
            from engine.maquette.render import Maquette  # noqa: PLC0415 - loads the renderer

            baked(self._cache_dir)
            camera = Maquette(self._cache_dir)
            self._stage = camera, Darkroom(camera)
        return self._stage


def _silent(_step: int, _of: int, _preview: Negative | None = None) -> None:
    """Nobody waits for the guide's own steps."""


def _brief(order: Shoot) -> Previs:
    scale = min(SIDE / max(order.size.width, order.size.height), 1.0)
    width, height = sizes.fitted(order.size.width * scale, order.size.height * scale, 8)
    size = Size(width=max(width, 64), height=max(height, 64))
    return Previs(shot=order.shot, seed=order.seed, person_seed=order.person_seed, size=size)


def near(depth: Floats, behind: float) -> Floats:
    """Metres to nearness, as depth networks say it: disparity, from what is behind to nearest."""
    there = depth > 0
    if not there.any():
        return np.zeros_like(depth)
    far = 1 / max(behind, float(depth[there].max()) * 1.01)
    found = np.divide(1, depth, out=np.full_like(depth, far), where=there) - far
    return np.asarray(found / found.max(), np.float32)


def strength(guided: float) -> float:
    """How far from a guiding picture a model may go."""
    return 1 - (1 - FREE) * guided
