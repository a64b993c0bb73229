"""Prints: a picture of one sitting, with later ones laid over parts of it.

The last negatives are kept, so that another grade of a recent picture needs no camera. They are
kept in half precision, 11 bits: a quarter of a code of the print at most. Every print is made of
what is kept, so that it does not matter whether it was still there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.maquette.develop import develop
from engine.maquette.film import Negative
from engine.maquette.mattes import Area, Eyes, Known, Side, Touched, touched, visible
from engine.maquette.render import Maquette, Picture, Step
from engine.maquette.sitting import Sitting, Window
from engine.paste import Mask, Matte, feather, paste

HELD = 160_000_000  # bytes: about twenty negatives of 832 x 1040
CLOSER = 4  # times the samples in a small window
HALO = 0.05  # of the picture's height: how far halation reaches into a window
BRIGHTEST = 60_000.0  # of half precision

T = TypeVar("T")


@dataclass(frozen=True)
class Layer:
    """A sitting, and the part of it that is laid over the one before; None: the whole of it."""

    sitting: Sitting
    area: Area | None = None


@dataclass(frozen=True)
class Patch:
    """A print of which only a part counts."""

    pixels: Picture
    matte: Matte
    eyes: tuple[Side, ...] = ()  # that are seen in it


@dataclass(frozen=True)
class Kept:
    """A negative in half precision."""

    linear: NDArray[np.float16]
    cover: NDArray[np.float16]

    @property
    def nbytes(self) -> int:
        """Of memory."""
        return self.linear.nbytes + self.cover.nbytes


class Darkroom:
    """Prints what one camera takes. Use it from the camera's thread."""

    def __init__(self, camera: Maquette) -> None:
        """Begin with an empty shelf."""
        self._camera = camera
        self._shelf: list[tuple[Any, Any]] = []  # what it is of, and what it is

    def print(self, layers: Sequence[Layer], on_step: Step) -> Picture:
        """The whole picture: the first layer, and each later one laid over it."""
        picture = self._print(layers[0].sitting, _share(on_step, layers, 0))
        for i in range(1, len(layers)):
            told = _share(on_step, layers, i)
            patch = self.patch(layers[i - 1].sitting, layers[i], told, picture)
            picture = paste(picture, patch.pixels, patch.matte)
        return picture

    def patch(self, before: Sitting, layer: Layer, on_step: Step, under: Picture) -> Patch:
        """One layer alone, and where it counts; what is told of it is laid over `under`."""
        area, sitting = layer.area, layer.sitting
        assert area is not None, "the first layer is no patch"
        known = self._known(before), self._known(sitting)
        matte = None if area == "background" else soft(touched(area, *known))
        if matte is not None and not matte.any():
            return Patch(under, matte)
        eyes: tuple[Side, ...] = ()
        window = None
        if isinstance(area, Eyes) and matte is not None:
            eyes = visible(area.sides, *known)
            window = around(matte > 0, round(HALO * len(under)))
            fine = replace(sitting.quality, samples=sitting.quality.samples * CLOSER)
            sitting = replace(sitting, quality=fine)

        def told(step: int, of: int, picture: Picture | None) -> None:
            if picture is not None and matte is not None:
                picture = paste(under, picture, matte)
            on_step(step, of, picture)

        negative = self._negative(sitting, window, told)
        if matte is None:
            matte = soft(touched(area, *known, negative.cover))
        return Patch(_develop(negative, sitting), matte, eyes)

    def _print(self, of: Sitting, on_step: Step) -> Picture:
        return _develop(self._negative(of, None, on_step), of)

    def _negative(self, of: Sitting, window: Window | None, on_step: Step) -> Kept:
        samples = of.quality.samples
        made: list[Kept] = []

        def expose() -> Kept:
            negative = self._camera.expose(of, on_step, window)
            made.append(_kept(negative))
            return made[0]

        kept = self._once((of.negative, window), expose)
        if not made:
            on_step(samples, samples, None)
        return kept

    def _known(self, of: Sitting) -> Known:
        return self._once(
            (of.setup.optics, of.person, of.pose, of.outfit, of.size),
            lambda: self._camera.known(of),
        )

    def _once(self, key: Any, make: Callable[[], T]) -> T:
        """Take from the shelf, or make and put there what was used last in front."""
        for i, (name, value) in enumerate(self._shelf):
            if name == key:
                self._shelf.insert(0, self._shelf.pop(i))
                return value
        made = make()
        self._shelf.insert(0, (key, made))
        while sum(value.nbytes for _, value in self._shelf) > HELD:
            self._shelf.pop()
        return made


def around(mask: Mask, margin: int) -> Window:
    """The smallest window with all of a mask and a margin."""
    height, width = mask.shape
    rows, columns = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    return Window(
        left=max(int(columns[0]) - margin, 0),
        top=max(int(rows[0]) - margin, 0),
        right=min(int(columns[-1]) + margin + 1, width),
        bottom=min(int(rows[-1]) + margin + 1, height),
    )


def soft(part: Touched) -> Matte:
    """The matte of what may change."""
    return feather(part.mask, part.feather)


def _kept(negative: Negative) -> Kept:
    linear = np.minimum(negative.linear, BRIGHTEST).astype(np.float16)
    return Kept(linear, negative.cover.astype(np.float16))


def _develop(kept: Kept, of: Sitting) -> Picture:
    return develop(kept.linear.astype(np.float32), of.setup, of.seed)


def _share(on_step: Step, layers: Sequence[Layer], index: int) -> Step:
    """Tell of one layer as a share of all."""
    samples = [layer.sitting.quality.samples for layer in layers]
    first, whole = sum(samples[:index]), sum(samples)

    def told(step: int, of: int, picture: Picture | None) -> None:
        on_step(first + samples[index] * step // of, whole, picture)

    return told
