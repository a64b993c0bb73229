"""`python -m engine`: the finishing room over the real retoucher, any picture in, or a sentence."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from engine import png
from engine.__main__ import main
from engine.motion.encode import frames
from engine.vault import Vault

FACE = (155, 0, 315, 200)  # of the astronaut: left, top, right, bottom
VERBS: dict[str, tuple[str, ...]] = {
    "fix-eyes": (),
    "region": ("--what", "hair", "--to", "copper"),
    "refine": (),
    "finish": (),
    "regrade": ("--look", "noir"),
    "animate": ("--moves", "blink", "--seconds", "2"),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    portrait().save(tmp_path / "face.png")
    return tmp_path


def portrait() -> Image.Image:
    """A real person, 320 x 400: NASA's astronaut, in the public domain."""
    return Image.fromarray(data.astronaut()).crop(FACE).resize((320, 400), Image.Resampling.LANCZOS)


def run(home: Path, *arguments: str) -> int:
    try:
        return main([*arguments, "--data", str(home / "data")])
    except SystemExit as end:  # the parser's
        return int(end.code or 0)


def pixels(path: Path) -> np.ndarray:
    return png.decode(path.read_bytes()).astype(int)


def test_a_print_leaves_as_cube_and_cdl_and_comes_back_by_both(home: Path) -> None:
    files = ("--cube-out", f"{home}/g.cube", "--cdl-out", f"{home}/g.cdl")
    assert run(home, "regrade", f"{home}/face.png", "--look", "teal-orange", "--out",
               f"{home}/one.png", *files) == 0  # fmt: skip
    assert (pixels(home / "one.png") != pixels(home / "face.png")).any()
    for option in ("cdl", "cube"):
        out = home / f"{option}.png"
        assert run(home, "regrade", f"{home}/face.png", f"--{option}", f"{home}/g.{option}",
                   "--out", str(out)) == 0  # fmt: skip
        assert np.abs(pixels(out) - pixels(home / "one.png")).max() <= 1, option


def test_hair_changes_its_colour_and_the_background_keeps_every_byte(home: Path) -> None:
    out = home / "hair.png"
    assert run(home, "region", f"{home}/face.png", "--what", "hair", "--to", "deep black",
               "--out", str(out)) == 0  # fmt: skip
    before, after = pixels(home / "face.png"), pixels(out)
    assert run(home, "mattes", f"{home}/face.png", "--out", f"{home}/m") == 0
    hair = np.asarray(Image.open(home / "m" / "hair.png"))
    assert after[hair > 230].mean() < 0.7 * before[hair > 230].mean()
    changed = (before != after).any(-1)
    face = np.asarray(Image.open(home / "m" / "face.png"))
    assert not changed[face > 250].any()
    assert png.recipe(out.read_bytes()).model == "retouch"


def test_eyes_that_are_good_are_left_as_they_are(home: Path, capsys) -> None:
    report = home / "r" / "eyes.json"
    assert run(home, "fix-eyes", f"{home}/face.png", "--out", f"{home}/e.png", "--report",
               str(report)) == 0  # fmt: skip
    assert np.array_equal(pixels(home / "e.png"), pixels(home / "face.png"))
    assert json.loads(report.read_text())["notes"] == ["nothing-to-mend"]
    assert "othing to mend" in capsys.readouterr().err


def test_a_still_moves_and_the_vault_keeps_nothing_of_the_photograph(home: Path) -> None:
    out = home / "clip.mp4"
    assert run(home, "animate", f"{home}/face.png", "--moves", "breath,push", "--seconds", "1",
               "--rate", "8", "--out", str(out)) == 0  # fmt: skip
    shown = list(frames(out.read_bytes()))
    assert len(shown) == 8
    assert (shown[0].astype(int) != shown[4]).any()
    assert not Vault(home / "data" / "vault").has("0" * 64)
    kept = [blob for blob in (home / "data" / "vault").rglob("*") if blob.is_file()]
    assert (home / "face.png").read_bytes() not in [blob.read_bytes() for blob in kept]


def test_who_it_is_is_said_as_a_distance(home: Path, capsys) -> None:
    portrait().transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(home / "other.png")
    assert run(home, "identity", f"{home}/face.png", f"{home}/other.png", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["distance"] < said["limit"] == 0.6
    assert said["same"]


def test_a_review_is_a_list_for_people_and_json_for_programs(home: Path, capsys) -> None:
    assert run(home, "review", f"{home}/face.png", "--json") == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {"what", "good", "value"} <= findings[0].keys()
    assert run(home, "review", f"{home}/face.png") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(findings)
    assert all(line.startswith(("good: ", "look at: ")) for line in lines)


def saved(picture: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


KINDS: dict[str, Callable[[], bytes]] = {
    "cmyk": lambda: saved(portrait().convert("CMYK"), "JPEG"),
    "grey": lambda: saved(portrait().convert("L"), "PNG"),
    "alpha": lambda: saved(portrait().convert("RGBA"), "PNG"),
    "16 bit": lambda: saved(
        Image.fromarray(np.asarray(portrait().convert("L")).astype(np.uint16) * 257), "PNG"
    ),
    "webp": lambda: saved(portrait(), "WEBP"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_can_be_worked_on(home: Path, kind: str) -> None:
    (home / "picture").write_bytes(KINDS[kind]())
    for verb in ("regrade", "region"):
        out = home / f"{verb}.png"
        assert run(home, verb, f"{home}/picture", *VERBS[verb], "--out", str(out)) == 0, verb
        assert pixels(out).shape == (400, 320, 3)


BROKEN: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Dear studio, the picture is in the other letter.",
    "truncated": lambda: saved(portrait(), "PNG")[:20_000],
    "16 px": lambda: saved(portrait().resize((16, 16)), "PNG"),
    "slim": lambda: saved(portrait().resize((2000, 70)), "PNG"),
}


@pytest.mark.parametrize("verb", [*VERBS, "review", "mattes"])
@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_no_picture_gets_a_sentence(home: Path, verb: str, broken: str, capsys) -> None:
    (home / "bad.png").write_bytes(BROKEN[broken]())
    out = home / ("out.mp4" if verb == "animate" else "out.png")
    where = () if verb == "review" else ("--out", str(out))
    assert run(home, verb, f"{home}/bad.png", *VERBS.get(verb, ()), *where) == 2
    said = capsys.readouterr().err.strip()
    assert said.endswith(".")
    assert "Traceback" not in said
    assert not out.exists()


@pytest.mark.parametrize("verb", ["fix-eyes", "region", "animate", "mattes"])
def test_a_picture_without_a_face_gets_a_sentence(home: Path, verb: str, capsys) -> None:
    Image.fromarray(data.coffee()).resize((300, 200)).save(home / "coffee.png")
    out = home / ("out.mp4" if verb == "animate" else "out.png")
    assert run(home, verb, f"{home}/coffee.png", *VERBS.get(verb, ()), "--out", str(out)) == 2
    assert "face" in capsys.readouterr().err


CUBES = {
    "empty": b"",
    "vast": b"LUT_3D_SIZE 900\n",
    "short": b"LUT_3D_SIZE 2\n0 0 0\n",
    "jpeg": b"\xff\xd8\xff",
    "nan": b"LUT_3D_SIZE 2\n" + b"nan nan nan\n" * 8,
}


@pytest.mark.parametrize("cube", CUBES)
def test_a_lut_that_is_none_gets_a_sentence(home: Path, cube: str, capsys) -> None:
    (home / "bad.cube").write_bytes(CUBES[cube])
    out = home / "out.png"
    assert run(home, "regrade", f"{home}/face.png", "--cube", f"{home}/bad.cube", "--out",
               str(out)) == 2  # fmt: skip
    assert capsys.readouterr().err.strip().endswith(".")
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("animate", "--moves", "jump"),
        ("animate", "--seconds", "90"),
        ("region", "--what", "nose", "--to", "red"),
        ("region", "--what", "hair", "--to", "copper", "--strength", "nan"),
        ("regrade", "--look", "no-such-look"),
        ("regrade",),
        ("fix-eyes", "--eyes", "third"),
    ],
)
def test_a_slip_on_the_command_line_gets_a_sentence(home: Path, words, capsys) -> None:
    verb, *options = words
    suffix = "mp4" if verb == "animate" else "png"
    said = (verb, f"{home}/face.png", *options, "--out", f"{home}/out.{suffix}")
    assert run(home, *said) == 2
    assert capsys.readouterr().err.strip().endswith(".")


def test_a_picture_is_no_jpeg_by_name(home: Path, capsys) -> None:
    assert run(home, "refine", f"{home}/face.png", "--out", f"{home}/out.jpg") == 2
    assert ".png" in capsys.readouterr().err
