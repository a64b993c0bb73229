"""Importing what talks and what wants loads nothing that makes pictures."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "PIL", "cv2", "numpy", "mitsuba", "drjit", "scipy", "diffusers")
PROMPTS = ("brief", "compiler", "forms", "intake", "lint", "looks", "optics", "__main__")


def loaded_by(statement: str) -> list[str]:
    """The heavy modules that a fresh interpreter has loaded after `statement`."""
    code = f"{statement}; import sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return ran.stdout.split()


@pytest.mark.parametrize(
    "statement",
    [
        "import prompts, bot, engine.protocol",
        "import " + ", ".join(f"prompts.{name}" for name in PROMPTS),
    ],
    ids=["the three boundaries", "all of prompts"],
)
def test_no_pixels_and_no_tensors_are_loaded(statement: str) -> None:
    assert loaded_by(statement) == []


def test_the_check_would_see_a_heavy_module() -> None:
    assert "numpy" in loaded_by("import numpy")
