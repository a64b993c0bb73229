"""One camera for all tests: loading its data and compiling its kernels takes seconds."""

from pathlib import Path

import numpy as np
import pytest

from engine.maquette.anatomy import Anatomy, load
from engine.maquette.bake import bake
from engine.maquette.person import Hair, Outfit, Person, Pose
from engine.maquette.render import Maquette
from engine.maquette.sitting import Quality
from engine.pictures import Pixels
from engine.settings import Settings
from prompts.setup import Backdrop, Beam, Optics, Setup

SIZE = (128, 160)
QUICK = Quality(samples=4, depth=2, strands=0.05, texture=1024, fineness="fast")
SITTER = (Person(hair=Hair("crop")), Pose(), Outfit())
OFF = Beam(azimuth=0, elevation=0, on=False)


def lens(focal: float = 85, aperture: float = 2.8, cover: float = 0.36) -> Optics:
    """A lens on a full frame, upright, as far away as the framing wants."""
    away = focal * (cover * 1000 / 36 + 1) / 1000
    return Optics(
        focal_mm=focal,
        aperture=aperture,
        sensor_w_mm=28.8,
        sensor_h_mm=36,
        distance_m=away,
        cover_m=cover,
        aim_m=-0.03,
    )


def lit(key: Beam, **more: object) -> Setup:
    """A setup with one lamp before a black wall."""
    black = (0.0, 0.0, 0.0)
    fields: dict[str, object] = {
        "key": key,
        "fill": OFF,
        "rim": OFF,
        "kicker": OFF,
        "ambient": black,
        "white_balance": 5600,
        "optics": lens(),
        "backdrop": Backdrop(top=black, bottom=black),
    }
    return Setup.model_validate(fields | more)


@pytest.fixture(scope="session")
def cache_dir() -> Path:
    folder = Settings().cache_dir
    bake(folder)
    return folder


@pytest.fixture(scope="session")
def people(cache_dir: Path) -> Anatomy:
    return load(cache_dir)


@pytest.fixture(scope="session")
def maquette(cache_dir: Path) -> Maquette:
    camera = Maquette(cache_dir)
    camera.warm()
    return camera


class Eye:
    """Takes a picture and looks at it in linear light."""

    def __init__(self, camera: Maquette) -> None:
        self.camera = camera

    def see(self, setup: Setup, quality: Quality = QUICK) -> Pixels:
        return self.camera.photograph(setup, *SITTER, SIZE, quality)

    def cheeks(self, setup: Setup) -> tuple[np.ndarray, np.ndarray]:
        """Mean linear colours of the cheeks at the left and the right of the picture."""
        picture = linear(self.see(setup))
        points = self.camera.truth(setup, *SITTER, SIZE).landmarks
        sides: list[np.ndarray] = []
        for side in "rl":
            x, y = (
                np.array(points[f"outer_{side}"][:2]) + np.array(points[f"mouth_{side}"][:2])
            ) / 2
            patch = picture[int(y) - 4 : int(y) + 5, int(x) - 4 : int(x) + 5]
            sides.append(patch.mean((0, 1)))
        return sides[0], sides[1]


def linear(picture: Pixels) -> np.ndarray:
    """Undo the sRGB curve."""
    v = picture / 255.0
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


@pytest.fixture(scope="session")
def eye(maquette: Maquette) -> Eye:
    return Eye(maquette)
