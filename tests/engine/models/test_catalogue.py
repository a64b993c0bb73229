"""What may be named in studio.toml, what is said of it, and which model is chosen for what."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine import models
from engine.models import catalogue
from engine.models.base import Capability
from engine.models.choosing import choose
from engine.protocol import StudioError
from engine.settings import Named, Settings, load
from tests.engine.models.conftest import studio

TWO = """
[models.small]
family = "sdxl"
path = "/models/small"
dtype = "float16"
[models.large]
family = "sdxl"
path = "/models/large"
dtype = "float32"
controlnet = "/models/depth"
"""


@pytest.mark.parametrize("family", catalogue.DIFFUSION)
def test_every_family_has_a_card(family: str) -> None:
    card = catalogue.family_card(family)
    assert card.id == family
    assert card.memory.keys() <= {"float32", "float16", "bfloat16"}


def test_a_named_model_has_its_familys_card_with_what_was_said_of_it(tmp_path: Path) -> None:
    settings = studio(tmp_path, f"{TWO}steps = 8\nguidance = 0\n")
    card = models.card("large", settings)
    assert isinstance(card, catalogue.DiffusionCard)
    assert (card.id, card.family, card.steps, card.guidance) == ("large", "sdxl", 8, 0)
    assert "guided" in card.can
    assert "guided" not in models.card("small", settings).can
    assert models.card("small", settings).memory_gb < card.memory_gb


def test_an_unknown_model_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"'dream'.*large, maquette, retouch, small\."):
        models.family("dream", studio(tmp_path, TWO))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[models.x]\nfamily = "sdxxl"', r"no family 'sdxxl'\. There are: .*sdxl"),
        ('[models.x]\nfamily = "sdxl"\npath = "a"\nhub = "b/c"', "either path or hub"),
        ('[models.x]\nfamily = "sdxl"\nstep = 4', r"models\.x\.step"),
        ('[models.x]\nfamily = "sdxl"\ndtype = "int8"', r"models\.x\.dtype"),
        ('[models."X y"]\nfamily = "sdxl"', "models"),
        ('[models.maquette]\nfamily = "sdxl"', "'maquette' is built in"),
        ('[defaults]\nshoot = "dream"', r"\[defaults\] says shoot = 'dream'.*maquette, retouch"),
        ('[defaults]\npaint = "maquette"', r"defaults\.paint"),
    ],
)
def test_a_wrong_table_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(StudioError, match=sentence):
        catalogue.known(studio(tmp_path, text))


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"There is no file .*nowhere\.toml"):
        load(file=tmp_path / "nowhere.toml")


def not_for_sale(monkeypatch: pytest.MonkeyPatch) -> None:
    of = catalogue.card_of
    monkeypatch.setattr(
        catalogue,
        "card_of",
        lambda name, named: of(name, named).model_copy(update={"commercial": False}),
    )


def test_a_licence_that_forbids_selling_must_be_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_for_sale(monkeypatch)
    with pytest.raises(StudioError, match=r"accept_license = true under \[models\.small\]"):
        models.family("small", studio(tmp_path, TWO))
    models.family("large", studio(tmp_path, f"{TWO}accept_license = true\n"))


@pytest.mark.parametrize(
    ("what", "memory", "defaults", "own", "name", "reason"),
    [
        ("shoot", None, "", None, "large", "largest that fits"),
        ("shoot", 10, "", None, "small", "large needs 14 GB of 10"),
        ("shoot", 2, "", None, "maquette", "needs no weights.*large needs 14 GB of 2"),
        ("shoot", 10, 'shoot = "maquette"', None, "maquette", r"\[defaults\] shoot says so"),
        ("guided", None, "", None, "large", "largest"),
        ("inpaint", None, "", "small", "small", "it shot the take"),
        ("inpaint", None, 'inpaint = "large"', "small", "large", "says so"),
        ("inpaint", 1, "", None, "retouch", "needs no weights"),
        ("animate", None, "", None, "retouch", "large cannot animate"),
        ("animate", None, "", "maquette", "maquette", "it shot the take"),
    ],
)
def test_the_choice_and_its_reason(  # noqa: PLR0917 - a table
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    what: Capability,
    memory: float | None,
    defaults: str,
    own: str | None,
    name: str,
    reason: str,
) -> None:
    settings = studio(tmp_path, f"{TWO}\n[defaults]\n{defaults}\n")
    with caplog.at_level(logging.INFO):
        choice = choose(what, settings, memory, own)
    assert choice.name == name
    assert re.search(reason, choice.reason)
    assert choice.reason in caplog.text


def test_a_licence_counts_in_the_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    not_for_sale(monkeypatch)
    choice = choose("shoot", studio(tmp_path, TWO))
    assert choice.name == "maquette"
    assert "the licence of large is not accepted" in choice.reason


def test_a_default_that_cannot_is_a_sentence(tmp_path: Path) -> None:
    settings = studio(tmp_path, f'{TWO}\n[defaults]\nanimate = "large"\n')
    with pytest.raises(StudioError, match="large cannot animate"):
        choose("animate", settings)


def test_nobody_can_edit_without_weights() -> None:
    with pytest.raises(StudioError, match=r"No model here can edit: .*studio\.toml"):
        choose("edit", Settings.model_construct())


def test_listing_models_loads_nothing_heavy() -> None:
    code = (
        "import sys; from engine import models; from engine.models import choosing; "
        "from engine.settings import Settings; models.card('maquette'); "
        "print(*(m for m in ('torch', 'diffusers', 'transformers', 'cv2') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_named_model_needs_no_place_before_it_is_loaded() -> None:
    named = Named(family="sdxl")
    assert catalogue.card_of("x", named).hub == catalogue.family_card("sdxl").hub
