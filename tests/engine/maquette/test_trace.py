from typing import Any

import mitsuba as mi
import numpy as np
import pytest

from engine.maquette import scene
from engine.maquette.develop import develop
from engine.maquette.layers import Layers
from engine.maquette.lens import View
from engine.maquette.lights import rig
from engine.maquette.render import Maquette
from engine.maquette.sitter import no_mesh
from engine.maquette.trace import trace
from prompts.setup import Beam, Setup
from tests.engine.maquette.conftest import lit

X, Y, Z = np.eye(3, dtype=np.float32)
VIEW = View(-Y, X, Z, Y, 0.1, (48, 48), 1.0, 0.0, 0.2, 1.0)
AWAY = 0.5  # metres from the card to what shades it
GREY = {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.18}}


def square(name: str, half: float, y: float, x: float = 0.0) -> Any:
    at = mi.ScalarTransform4f().look_at([x, y, 0], [x, y - 1, 0], [0, 0, 1])
    both = {"type": "twosided", "bsdf": GREY}
    return mi.load_dict(
        {
            "type": "rectangle",
            "id": name,
            "bsdf": both,
            "to_world": at @ mi.ScalarTransform4f().scale(half),
        }
    )


def look(setup: Setup, *, shaded: bool = False) -> Layers:
    """A grey card that fills the frame; half of it is shaded from a lamp far to the side."""
    card = square("card", 0.4, 0.0)
    # The lamp stands beside the lens; the shade hangs outside the frame.
    shade = square("shade", 0.2, -AWAY, 0.2 + AWAY) if shaded else square("shade", 0.2, 60.0)
    world = scene.load({"card": card, "shade": shade})
    glass = scene.load({"lenses": scene.mesh("lenses", no_mesh(), GREY)})
    lamps = rig(setup, np.zeros(3, np.float32), VIEW, np.zeros(3, np.float32))
    sensor = scene.sensor(VIEW, 64)
    return trace(world, glass, sensor, card, lamps, spp=64, seed=1, depth=1)


@pytest.mark.parametrize("diameter", [0.05, 0.6, 1.8])
def test_a_grey_card_under_the_key_alone_is_mid_grey(maquette: Maquette, diameter: float):
    assert maquette.variant  # the variant is set
    setup = lit(Beam(azimuth=0, elevation=0, kelvin=5600, diameter_m=diameter))
    layers = look(setup)
    middle = layers.light[22:26, 22:26].mean((0, 1))
    assert middle @ [0.2126, 0.7152, 0.0722] == pytest.approx(0.18, rel=0.02)
    assert develop(layers.light, setup)[24, 24] * 255 == pytest.approx([118] * 3, abs=4)
    assert layers.cover.min() == layers.skin.min() == 1
    assert layers.diffuse == pytest.approx(layers.light, rel=0.02, abs=1e-3)


def test_stops_add_up_on_the_card(maquette: Maquette):
    assert maquette.variant
    key = Beam(azimuth=0, elevation=0)
    fill = Beam(azimuth=0, elevation=0, stops=1, diameter_m=1.0)
    one = look(lit(key)).light[20:28, 20:28].mean()
    both = look(lit(key, fill=fill)).light[20:28, 20:28].mean()
    assert both / one == pytest.approx(1.5, rel=0.02)


def test_light_from_everywhere_alone_is_seen_as_its_share_of_the_key(maquette: Maquette):
    assert maquette.variant
    dark = Beam(azimuth=0, elevation=0, on=False)
    light = look(lit(dark, ambient=(0.5, 0.5, 0.5))).light
    assert light[20:28, 20:28].mean() == pytest.approx(0.09, rel=0.05)


def test_the_edge_of_a_shadow_is_as_wide_as_the_lamp_makes_it(maquette: Maquette):
    assert maquette.variant

    def width(diameter: float) -> float:
        beam = Beam(azimuth=45, elevation=0, diameter_m=diameter, distance_m=2)
        row = look(lit(beam), shaded=True).light.mean((0, 2))
        free = look(lit(beam)).light.mean((0, 2))
        share = row / free
        return float(((share > 0.1) & (share < 0.9)).sum()) / 48 * 0.2

    hard, soft, softest = (width(d) for d in (0.02, 0.15, 0.3))
    assert hard < soft < softest
    assert softest == pytest.approx(2 * soft, rel=0.4)
