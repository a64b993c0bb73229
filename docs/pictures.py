"""Shoot the README's pictures again: `python docs/pictures.py` in the project's environment."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CELL, COLUMNS, QUALITY = (448, 560), 4, 88
PEOPLE = {
    "02-name-a-look": 11,
    "05-golden-hour": 23,
    "08-the-long-lens": 11,
    "01-one-liner": 31,
    "03-turn-the-light": 23,
    "04-two-colours": 11,
    "07-a-small-flame": 31,
    "12-full-lighting-plan": 23,
}
"""Example -> seed: eight looks, eight people."""


def engine(*words: str) -> None:
    """Run the program as anybody would."""
    subprocess.run([sys.executable, "-m", "engine", *words], cwd=ROOT, check=True)  # noqa: S603


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        data = ("--data", f"{scratch}/data")
        rows = -(-len(PEOPLE) // COLUMNS)
        page = Image.new("RGB", (CELL[0] * COLUMNS, CELL[1] * rows))
        for i, (name, seed) in enumerate(PEOPLE.items()):
            out = Path(scratch, name)
            engine("shoot", f"examples/{name}.toml", "--takes", "1", "--samples", "32",
                   "--seed", str(seed), "--out", str(out), *data)  # fmt: skip
            take = Image.open(out / "take-1.png").resize(CELL, Image.Resampling.LANCZOS)
            page.paste(take, (CELL[0] * (i % COLUMNS), CELL[1] * (i // COLUMNS)))
        page.save(DOCS / "looks.jpg", quality=QUALITY, optimize=True)
        out = Path(scratch, "sheet")
        engine("shoot", "examples/03-turn-the-light.toml", "--seed", "23", "--out", str(out), *data)
        Image.open(out / "sheet.png").save(DOCS / "sheet.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
