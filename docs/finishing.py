"""Make the boards of the finishing room again, before and after: `python docs/finishing.py`.

`python docs/finishing.py photograph` makes one of them: maquette, photograph or clip.

One row is a take of the maquette, one a photograph: NASA's astronaut, in the public domain.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage import data

sys.path.insert(0, str(Path(__file__).parent.parent))

from engine.face import faces
from engine.motion.encode import frames
from tests.bench.damage import damaged

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CELL, COLUMNS, LINE, GAP = (320, 400), 3, 30, 10
GROUND, INK, DIM = (22, 22, 24), (236, 236, 232), (150, 150, 146)
FACE = (105, 0, 365, 325)  # of the astronaut: left, top, right, bottom
QUALITY = 86
BRIEF, SEED = "examples/01-one-liner.toml", "31"

OPS: dict[str, tuple[str, ...]] = {
    "Eyes: an iris had slipped": ("fix-eyes",),
    "Hair: copper": ("region", "--what", "hair", "--to", "copper"),
    "Wardrobe: deep green": ("region", "--what", "wardrobe", "--to", "deep green"),
    "Background: a forest at dusk": ("region", "--what", "background", "--to", "a forest at dusk"),
    "Skin: less shine": ("region", "--what", "skin", "--to", "less shine, more texture"),
    "Lips: brick red": ("region", "--what", "lips", "--to", "brick red"),
    "Box: lower left, darker": ("region", "--what", "lower left", "--to", "darker"),
    "Regrade: teal and orange": ("regrade", "--look", "teal-orange"),
    "Regrade: bleach bypass": ("regrade", "--look", "bleach-bypass"),
    "Finish: twice the size, a detail": ("finish",),
}


def engine(*words: str) -> None:
    """Run the program as anybody would."""
    subprocess.run([sys.executable, "-m", "engine", *words], cwd=ROOT, check=True)  # noqa: S603


def pairs(source: Path, scratch: Path, store: tuple[str, ...]) -> Iterator[tuple[str, Image.Image]]:
    """Before and after, side by side, of every op."""
    for number, (label, (verb, *words)) in enumerate(OPS.items()):
        before, after = source, scratch / f"{number}.png"
        if verb == "fix-eyes":
            before = scratch / "slipped.png"
            slipped(source).save(before)
        engine(verb, str(before), *words, "--out", str(after), *store)
        one, two = Image.open(before).convert("RGB"), Image.open(after).convert("RGB")
        yield label, beside(one, two, close=verb in {"fix-eyes", "finish"})


def slipped(source: Path) -> Image.Image:
    """The picture with one iris moved."""
    pixels = np.asarray(Image.open(source).convert("RGB"))
    return Image.fromarray(damaged(pixels, faces(pixels)[0], "right", "moved"))


def beside(one: Image.Image, two: Image.Image, *, close: bool) -> Image.Image:
    """Two pictures in one cell each; `close` shows the eyes alone."""
    cells = Image.new("RGB", (2 * CELL[0] + 2, CELL[1]), GROUND)
    for number, picture in enumerate((one, two)):
        box = (0.28, 0.2, 0.72, 0.64) if close else (0.0, 0.0, 1.0, 1.0)
        w, h = picture.size
        part = picture.crop((int(box[0] * w), int(box[1] * h), int(box[2] * w), int(box[3] * h)))
        cells.paste(part.resize(CELL, Image.Resampling.LANCZOS), (number * (CELL[0] + 2), 0))
    return cells


def page(cells: list[tuple[str, Image.Image]], title: str) -> Image.Image:
    """A board with a label under each pair."""
    rows = -(-len(cells) // COLUMNS)
    width, height = 2 * CELL[0] + 2 + GAP, CELL[1] + LINE + GAP
    board = Image.new("RGB", (COLUMNS * width + GAP, rows * height + LINE + GAP), GROUND)
    ink = ImageDraw.Draw(board)
    font = ImageFont.load_default(17)
    ink.text((GAP, GAP), title, DIM, font)
    for i, (label, cell) in enumerate(cells):
        x, y = GAP + i % COLUMNS * width, LINE + GAP + i // COLUMNS * height
        board.paste(cell, (x, y))
        ink.text((x, y + CELL[1] + 6), label, INK, font)
    return board


def main(wanted: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        store = ("--data", f"{scratch}/data")
        photograph = Image.fromarray(data.astronaut()).crop(FACE)
        photo, take = scratch / "photo.png", scratch / "shot" / "take-1.png"
        photograph.resize((720, 900), Image.Resampling.LANCZOS).save(photo)
        if "photograph" in wanted:
            board("photograph", photo, "A photograph (NASA): before, after", store)
        if "clip" in wanted:
            clip(photo, scratch / "photo.mp4", store)
        if "maquette" in wanted:
            engine("shoot", BRIEF, "--takes", "1", "--samples", "32", "--seed", SEED, "--out",
                   str(take.parent), *store)  # fmt: skip
            board("maquette", take, "A take of the maquette: before, after", store)


def board(name: str, source: Path, title: str, store: tuple[str, ...]) -> None:
    """One of them."""
    made = page(list(pairs(source, source.parent, store)), title)
    made.save(DOCS / f"finishing-{name}.jpg", quality=QUALITY, optimize=True)


def clip(source: Path, out: Path, store: tuple[str, ...]) -> None:
    """A strip of a clip's frames."""
    engine("animate", str(source), "--moves", "breath,blink,drift", "--out", str(out), *store)
    every = list(frames(out.read_bytes()))
    shown = [Image.fromarray(every[i]).resize(CELL) for i in range(0, len(every), len(every) // 6)]
    strip = Image.new("RGB", (6 * CELL[0], CELL[1]))
    for number, frame in enumerate(shown[:6]):
        strip.paste(frame, (number * CELL[0], 0))
    strip.save(DOCS / "finishing-clip.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main(set(sys.argv[1:]) or {"photograph", "clip", "maquette"})
