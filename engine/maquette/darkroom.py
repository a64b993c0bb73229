"""Negatives: a picture of one sitting, with later ones laid over parts of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.maquette.develop import develop
from engine.maquette.mattes import Area, Eyes, Known, Side, Touched, touched, visible
from engine.maquette.render import Maquette, Step
from engine.maquette.sitting import Sitting
from engine.paste import feather, laid
from engine.pictures import Matte, Negative
from engine.window import around

HELD = 12  # pictures of which it is known what lies where: some 30 MB
CLOSER = 4  # times the samples in a small window
ROOM = 0.05  # of the picture's height: around a window, for the light that scatters under skin


@dataclass(frozen=True)
class Layer:
    """A sitting, and the part of it that is laid over the one before; None: the whole of it."""

    sitting: Sitting
    area: Area | None = None


@dataclass(frozen=True)
class Patch:
    """A picture of which only a part counts."""

    negative: Negative
    matte: Matte
    eyes: tuple[Side, ...] = ()  # that are seen in it


class Darkroom:
    """Develops what one camera takes. Use it from the camera's thread."""

    def __init__(self, camera: Maquette) -> None:
        """Begin with nothing known."""
        self._camera = camera
        self._shelf: list[tuple[Any, Known]] = []  # of which picture, and what; the last is first

    def develop(self, layers: Sequence[Layer], on_step: Step) -> Negative:
        """The whole picture: the first layer, and each later one laid over it."""
        first = layers[0].sitting
        exposed = self._camera.expose(first, _share(on_step, layers, 0))
        picture = develop(exposed.linear, first.setup)
        for i in range(1, len(layers)):
            told = _share(on_step, layers, i)
            patch = self.patch(layers[i - 1].sitting, layers[i], told, picture)
            picture = laid(picture, patch.negative, patch.matte)
        return picture

    def patch(self, before: Sitting, layer: Layer, on_step: Step, under: Negative) -> Patch:
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
            window = around(matte > 0, round(ROOM * len(under)))
            fine = replace(sitting.quality, samples=sitting.quality.samples * CLOSER)
            sitting = replace(sitting, quality=fine)

        def told(step: int, of: int, picture: Negative | None) -> None:
            if picture is not None and matte is not None:
                picture = laid(under, picture, matte)
            on_step(step, of, picture)

        exposed = self._camera.expose(sitting, told, window)
        if matte is None:
            matte = soft(touched(area, *known, exposed.cover))
        return Patch(develop(exposed.linear, sitting.setup), matte, eyes)

    def _known(self, of: Sitting) -> Known:
        key = (of.setup.optics, of.person, of.pose, of.outfit, of.size)
        found = next((known for name, known in self._shelf if name == key), None)
        known = found or self._camera.known(of)
        others = [each for each in self._shelf if each[0] != key]
        self._shelf = [(key, known), *others][:HELD]
        return known


def soft(part: Touched) -> Matte:
    """The matte of what may change."""
    return feather(part.mask, part.feather)


def _share(on_step: Step, layers: Sequence[Layer], index: int) -> Step:
    """Tell of one layer as a share of all."""
    samples = [layer.sitting.quality.samples for layer in layers]
    first, whole = sum(samples[:index]), sum(samples)

    def told(step: int, of: int, picture: Negative | None) -> None:
        on_step(first + samples[index] * step // of, whole, picture)

    return told
