"""The list of families, and the boundary's lightness."""

import subprocess
import sys

import pytest

from engine.models import FAMILIES, card, family
from engine.protocol import StudioError
from engine.settings import Settings

HEAVY = ("torch", "diffusers", "PIL", "cv2", "numpy", "mitsuba", "drjit", "scipy", "aiosqlite")


@pytest.mark.parametrize("model", FAMILIES)
def test_every_family_has_a_card(model: str) -> None:
    assert card(model).id == model


def test_an_unknown_family_is_a_sentence_that_names_the_known_ones() -> None:
    with pytest.raises(StudioError, match=r"There is no model 'dream'.*maquette"):
        family("dream", Settings())


def test_a_family_is_made_without_loading_anything() -> None:
    made = family("maquette", Settings())
    assert made.card == card("maquette")
    assert "mitsuba" in made.versions()


@pytest.mark.parametrize("module", ["engine.protocol", "bot, prompts"])
def test_the_boundary_pulls_in_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print(*(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
