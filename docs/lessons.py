"""Shoot the pictures of /help again: `python docs/lessons.py` in the project's environment."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot import lessons  # noqa: E402 - found only now
from prompts.forms import dumps  # noqa: E402

FOLDER = ROOT / "bot" / "lessons"
SHOT, SMALL, TINY = "512x640", (256, 320), (128, 160)
COLUMNS, QUALITY = 5, 84


def shoot(lesson: lessons.Lesson, scratch: Path) -> Image.Image:
    """Make one picture, as anybody would."""
    out = scratch / lesson.name
    out.mkdir()
    paper = out / "brief.toml"
    paper.write_text(dumps(lesson.brief), encoding="utf-8")
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "engine", "shoot", str(paper), "--takes", "1", "--samples", "48",
         "--seed", str(lessons.person_seed()), "--size", SHOT, "--out", str(out),
         "--data", str(scratch / "data")],
        cwd=ROOT, check=True,
    )  # fmt: skip
    return Image.open(out / "take-1.png").convert("RGB")


def main() -> None:
    every = lessons.lessons()
    rows = -(-len(every) // COLUMNS)
    page = Image.new("RGB", (TINY[0] * COLUMNS, TINY[1] * rows))
    with tempfile.TemporaryDirectory() as scratch:
        for i, lesson in enumerate(every):
            take = shoot(lesson, Path(scratch))
            small = take.resize(SMALL, Image.Resampling.LANCZOS)
            small.save(FOLDER / lesson.file, quality=QUALITY, method=6)
            tiny = take.resize(TINY, Image.Resampling.LANCZOS)
            page.paste(tiny, (TINY[0] * (i % COLUMNS), TINY[1] * (i // COLUMNS)))
    page.save(FOLDER / lessons.ALL, quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
