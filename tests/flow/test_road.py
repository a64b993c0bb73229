"""The whole road with the real camera: a brief, a sheet, and a take made again elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import png
from engine.maquette.bake import bake
from engine.settings import Settings
from engine.vault import Vault

ROOT = Path(__file__).parent.parent.parent
BRIEF = ROOT / "examples" / "02-name-a-look.toml"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a shoot filled."""
    bake(Settings().cache_dir)
    home = tmp_path_factory.mktemp("road")
    words = ("--takes", "2", "--seed", "3", "--samples", "2", "--size", "96x120", "--truth")
    engine(home, "shoot", str(BRIEF), "--out", str(home), *words)
    return home


def engine(home: Path, *words: str) -> None:
    """Run the command line in a process of its own."""
    settings = os.environ | {
        "CHIAROSCURO_DATA_DIR": str(home / "data"),
        "CHIAROSCURO_CACHE_DIR": str(Settings().cache_dir),
    }
    command = [sys.executable, "-m", "engine", *words]
    subprocess.run(command, cwd=ROOT, env=settings, check=True, timeout=240)


def test_a_sheet_has_its_takes_its_truth_and_its_recipe(sheet: Path) -> None:
    said = json.loads((sheet / "job.json").read_text())
    assert [take["seed"] for take in said["takes"]] == [3, 4]
    vault = Vault(sheet / "data" / "vault")
    assert set(vault.blobs()) == {
        blob for take in said["takes"] for blob in (take["blob"], *take["extras"].values())
    }
    recipe = png.recipe((sheet / "take-1.png").read_bytes())
    assert recipe.order.model_dump(mode="json") == said["order"]
    facts = json.loads((sheet / "take-1-landmarks.json").read_text())
    assert "skin" in facts["classes"]
    assert (sheet / "sheet.png").exists()


def test_takes_of_a_sheet_differ(sheet: Path) -> None:
    one, two = (pixels(sheet / f"take-{n}.png") for n in (1, 2))
    assert np.abs(one - two).mean() > 1


def test_a_take_made_again_in_another_process_is_the_same_picture(sheet: Path) -> None:
    engine(sheet, "remake", str(sheet / "take-2.png"), "--out", str(sheet / "again.png"))
    first, again = pixels(sheet / "take-2.png"), pixels(sheet / "again.png")
    assert np.abs(first - again).mean() <= 1


def pixels(path: Path) -> np.ndarray:
    return png.decode(path.read_bytes()).astype(np.float64)
