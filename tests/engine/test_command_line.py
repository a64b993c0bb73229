"""`python -m engine`: what it writes, how it fails, how it stops."""

import asyncio
import json
import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from PIL import Image

from engine import png
from engine.__main__ import main
from engine.protocol import Claim
from engine.queue.sqlite import open_queue
from engine.vault import Vault
from tests.apart import apart, become_ordinary, start
from tests.fakes import ColourCard, only, raising, slow

BRIEF = """\
look = "noir"
[subject]
age = 60
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "brief.toml").write_text(BRIEF)
    return tmp_path


def run(home: Path, *arguments: str, family: ColourCard | None = None) -> int:
    folders = ("--data", str(home / "data"), "--cache", str(home / "cache"))
    try:
        return main([*arguments, *folders], only(family or ColourCard()))
    except SystemExit as end:  # the parser's
        return int(end.code or 0)


def shoot(home: Path, *more: str, family: ColourCard | None = None) -> int:
    words = ("shoot", f"{home}/brief.toml", "--out", f"{home}/out", "--size", "64x80")
    return run(home, *words, *more, family=family)


def test_shoot_writes_takes_a_sheet_and_what_was_done(home: Path) -> None:
    assert shoot(home, "--takes", "3", "--seed", "5") == 0

    out = home / "out"
    assert {path.name for path in out.iterdir()} == {
        "take-1.png",
        "take-2.png",
        "take-3.png",
        "sheet.png",
        "job.json",
    }
    said = json.loads((out / "job.json").read_text())
    assert [take["seed"] for take in said["takes"]] == [5, 6, 7]
    assert all(take["seconds"] >= 0 for take in said["takes"])
    for take in said["takes"]:
        data = (out / take["file"]).read_bytes()
        assert Vault(home / "data" / "vault").get(take["blob"]) == data
        assert png.recipe(data).index == take["index"]


def test_the_sheet_is_wide_enough_for_its_takes(home: Path) -> None:
    assert shoot(home, "--takes", "4") == 0
    with Image.open(home / "out" / "sheet.png") as sheet:
        assert sheet.width > 2 * 64
        assert sheet.height > 2 * 80


def test_truth_comes_with_the_takes_if_asked(home: Path) -> None:
    assert shoot(home, "--takes", "1", "--truth") == 0
    assert (home / "out" / "take-1-depth.png").exists()
    assert (home / "out" / "take-1-landmarks.json").exists()


def test_the_briefs_own_seed_and_size_are_used_unless_others_are_said(home: Path) -> None:
    (home / "brief.toml").write_text("seed = 40\naspect = '1:1'\n" + BRIEF)
    brief = f"{home}/brief.toml"
    assert run(home, "shoot", brief, "--out", f"{home}/out", "--takes", "1") == 0
    recipe = png.recipe((home / "out" / "take-1.png").read_bytes())
    assert recipe.seed == 40
    with Image.open(home / "out" / "take-1.png") as take:
        assert take.width == take.height


def test_a_character_is_the_same_person_under_every_seed(home: Path) -> None:
    (home / "brief.toml").write_text("character = 'Mara'\n" + BRIEF)
    people: set[int | None] = set()
    for seed in ("1", "2"):
        assert shoot(home, "--takes", "1", "--seed", seed) == 0
        order = json.loads((home / "out" / "job.json").read_text())["order"]
        people.add(order["person_seed"])
    assert len(people) == 1
    assert people != {None}


def test_previs_writes_one_picture(home: Path) -> None:
    assert run(home, "previs", f"{home}/brief.toml", "--out", f"{home}/new/p.png") == 0
    assert png.recipe((home / "new" / "p.png").read_bytes()).order.kind == "previs"


def test_truth_writes_its_maps(home: Path) -> None:
    words = ("truth", f"{home}/brief.toml", "--out", f"{home}/truth", "--size", "64x80")
    assert run(home, *words) == 0
    with Image.open(home / "truth" / "depth.png") as depth:
        assert depth.mode == "I;16"
        assert depth.size == (64, 80)
    facts = json.loads((home / "truth" / "landmarks.json").read_text())
    assert facts["landmarks"]["nose"] == pytest.approx([3.0, 4.0, 1.2])
    assert (home / "truth" / "normals.png").exists()
    assert (home / "truth" / "mattes.png").exists()


@pytest.mark.parametrize("index", [1, 3])
def test_remake_makes_the_same_file(home: Path, index: int) -> None:
    assert shoot(home, "--takes", "3") == 0
    take = home / "out" / f"take-{index}.png"
    family = ColourCard()
    assert run(home, "remake", str(take), "--out", f"{home}/again.png", family=family) == 0
    assert family.shots == [index - 1]
    assert (home / "again.png").read_bytes() == take.read_bytes()


def test_remake_says_so_when_the_model_has_changed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shoot(home, "--takes", "1") == 0
    newer = ColourCard(revision="2")
    take = f"{home}/out/take-1.png"
    assert run(home, "remake", take, "--out", f"{home}/again.png", family=newer) == 0
    assert "maquette 1 then, 2 now" in capsys.readouterr().err


def test_models_lists_the_families_with_their_licence(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "models") == 0
    said = capsys.readouterr().out
    assert "maquette: Maquette." in said
    assert "commercial use allowed" in said


def test_a_worker_in_burst_drains_what_others_placed(home: Path) -> None:
    assert run(home, "worker", "--burst") == 0


def test_a_worker_may_serve_some_lanes_only(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert run(home, "worker", "--burst", "--lanes", "motion,interactive") == 0
    assert "is ready: interactive, motion" in caplog.text


def test_a_lane_that_is_none_is_a_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lanes in ("fast", "", "batch,"):
        assert run(home, "worker", "--lanes", lanes) == 2
        assert "give some of interactive, batch, motion" in capsys.readouterr().err


def test_in_a_pipe_progress_is_plain_lines(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shoot(home, "--takes", "2") == 0
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["started", "take 1", "take 2"]
    assert said.out.splitlines()[0] == f"{home}/out/sheet.png"


# ---------------------------------------------------------------- bad input


def brief(text: str) -> Callable[[Path], None]:
    def prepare(home: Path) -> None:
        (home / "brief.toml").write_text(text)

    return prepare


def nothing(_home: Path) -> None:
    """Leave everything as it is."""


def corrupt_queue(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "queue.db").write_bytes(b"this is no database" * 200)


def vault_that_is_a_file(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "vault").write_text("")


def out_that_is_a_file(home: Path) -> None:
    (home / "out").write_text("")


BAD: dict[str, tuple[Callable[[Path], None], tuple[str, ...], str]] = {
    "an unknown key": (brief(BRIEF + "hat = 'red'"), (), "subject.hat"),
    "a key in no table": (brief("hat = 'red'\n" + BRIEF), (), "hat"),
    "no TOML": (brief("look = "), (), "not valid TOML"),
    "a focal length of 0": (brief(BRIEF + "[camera]\nfocal_mm = 0"), (), "camera.focal_mm"),
    "a child": (brief("[subject]\nage = 9"), (), "adults only"),
    "an empty brief": (brief(""), (), "The brief is empty"),
    "an unknown look": (brief("look = 'nior'\n[subject]"), (), "noir"),
    "no brief": (lambda home: (home / "brief.toml").unlink(), (), "There is no brief"),
    "no takes": (nothing, ("--takes", "0"), "from 1 to 8, not '0'"),
    "99 takes": (nothing, ("--takes", "99"), "from 1 to 8, not '99'"),
    "takes that are no number": (nothing, ("--takes", "many"), "from 1 to 8"),
    "a negative seed": (nothing, ("--seed", "-1"), "from 0"),
    "no size": (nothing, ("--size", "12"), "as in 512x640"),
    "a huge size": (nothing, ("--size", "9999x9999"), "4096"),
    "an unknown model": (nothing, ("--model", "dream"), "no model 'dream'"),
    "a corrupt queue": (corrupt_queue, (), "kept as queue.corrupt-"),
    "a vault that is a file": (vault_that_is_a_file, (), "The vault at"),
    "a folder that is a file": (out_that_is_a_file, (), "cannot be written"),
}


@pytest.mark.parametrize(("prepare", "words", "sentence"), BAD.values(), ids=BAD)
def test_bad_input_is_one_sentence_and_exit_code_2(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    prepare: Callable[[Path], None],
    words: tuple[str, ...],
    sentence: str,
) -> None:
    prepare(home)
    assert shoot(home, *words) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_after_a_corrupt_queue_was_kept_aside_the_next_run_works(home: Path) -> None:
    corrupt_queue(home)
    before = (home / "data" / "queue.db").read_bytes()
    assert shoot(home, "--takes", "1") == 2
    (kept,) = (home / "data").glob("queue.corrupt-*.db")
    assert kept.read_bytes() == before
    assert shoot(home, "--takes", "1") == 0


@pytest.mark.parametrize("cut", [0, 5, 40, 300, -20])
def test_remaking_a_truncated_take_is_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], cut: int
) -> None:
    assert shoot(home, "--takes", "1") == 0
    capsys.readouterr()
    (home / "cut.png").write_bytes((home / "out" / "take-1.png").read_bytes()[:cut])
    assert run(home, "remake", f"{home}/cut.png", "--out", f"{home}/again.png") == 2
    assert capsys.readouterr().err.startswith("This picture cannot be read: the file is cut short")
    assert not (home / "again.png").exists()


def test_remaking_a_foreign_picture_is_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (8, 8)).save(home / "foreign.png")
    assert run(home, "remake", f"{home}/foreign.png", "--out", f"{home}/again.png") == 2
    assert "has no recipe in it" in capsys.readouterr().err


def test_a_missing_data_cache_is_a_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the real family, which bakes its person once."""
    words = ["shoot", f"{home}/brief.toml", "--out", f"{home}/out", "--takes", "1"]
    assert main([*words, "--data", f"{home}/data", "--cache", f"{home}/none"]) == 2
    assert "not baked yet: run `make setup`" in capsys.readouterr().err


def test_a_bug_is_exit_code_1_and_a_neutral_sentence(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shoot(home, family=ColourCard(at_step=raising(ZeroDivisionError()))) == 1
    assert "Something went wrong" in capsys.readouterr().err


def test_a_setting_that_is_wrong_is_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIAROSCURO_LEASE_SECONDS", "soon")
    assert shoot(home) == 2
    assert "lease_seconds" in capsys.readouterr().err


# ---------------------------------------------------------------- in processes of their own


def redirected(home: Path, limit: int, step: float) -> None:
    with (home / "stderr").open("w") as stderr:
        sys.stderr = stderr
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        code = shoot(home, "--takes", "4", family=ColourCard(at_step=slow(step)))
    sys.stderr = sys.__stderr__
    sys.exit(code)


def test_a_full_disk_is_a_sentence_and_exit_code_2(home: Path) -> None:
    assert apart(redirected, home, 4000, 0.0) == 2
    said = (home / "stderr").read_text()
    assert "full" in said
    assert "Traceback" not in said


def without_permission(home: Path) -> None:
    become_ordinary()
    (home / "data" / "vault").chmod(0o555)
    redirected(home, 0, 0)


def test_a_vault_without_permission_is_a_sentence_and_exit_code_2(home: Path) -> None:
    (home / "data" / "vault").mkdir(parents=True)
    assert apart(without_permission, home) == 2
    assert "Give this user permission" in (home / "stderr").read_text()


def without_data(home: Path) -> None:
    become_ordinary()
    (home / "data").mkdir()
    (home / "data").chmod(0o555)
    redirected(home, 0, 0)


def test_a_data_folder_without_permission_is_a_sentence_and_exit_code_2(home: Path) -> None:
    assert apart(without_data, home) == 2
    assert "Give this user permission" in (home / "stderr").read_text()


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.02)


def test_ctrl_c_stops_cleanly_and_leaves_the_queue_intact(home: Path) -> None:
    process = start(redirected, home, 0, 0.1)
    wait_for(home / "out" / "take-1.png")
    assert end(process, signal.SIGINT) == 130

    assert "Traceback" not in (home / "stderr").read_text()
    assert not (home / "out" / "sheet.png").exists()
    assert asyncio.run(next_job(home)) is None
    assert shoot(home, "--takes", "1") == 0


async def next_job(home: Path) -> Claim | None:
    async with await open_queue(home / "data" / "queue.db") as queue:
        return await queue.claim("next")


def end(process: ForkServerProcess, number: signal.Signals) -> int | None:
    assert process.pid
    os.kill(process.pid, number)
    process.join(20)
    return process.exitcode


def serve_slowly(home: Path) -> None:
    sys.exit(run(home, "worker", family=ColourCard(at_step=slow(0.1))))


def test_a_worker_that_runs_already_may_do_the_job(home: Path) -> None:
    process = start(serve_slowly, home)
    wait_for(home / "data" / "vault")
    assert shoot(home, "--takes", "2") == 0
    assert shoot(home, "--takes", "2") == 0
    assert end(process, signal.SIGTERM) == 0
