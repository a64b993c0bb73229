"""The command line: what it prints, and a sentence with exit code 2 for every mistake."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from prompts.__main__ import main
from prompts.brief import Brief
from prompts.forms import from_data, paths
from prompts.looks import looks

ROOT = Path(__file__).parents[2]
GOOD = '[subject]\nage = 60\n[light.key]\nside = "left"\n'


class Run(Protocol):
    def __call__(self, *argv: str, stdin: str = "") -> tuple[object, str, str]: ...


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process: exit code, output, errors."""

    def call(*argv: str, stdin: str = "") -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            code = main(argv)
        except SystemExit as left:
            code = left.code
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def brief(tmp_path: Path) -> str:
    path = tmp_path / "brief.toml"
    path.write_text(GOOD)
    return str(path)


def test_read_prints_the_brief_the_words_behind_it_and_what_was_not_understood(run: Run) -> None:
    code, out, err = run("read", "a woman in her 30s, key from camera left")
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert set(said) == {"brief", "why", "unknown"}
    assert said["brief"]["subject"]["age"] == 35
    assert said["brief"]["light"]["key"]["side"] == "left"
    assert said["brief"]["camera"]["focal_mm"] is None
    assert {"path", "value", "words"} == set(said["why"][0])
    assert isinstance(said["unknown"], list)


def test_read_prints_every_field_of_the_contract(run: Run) -> None:
    data = json.loads(run("read", "a woman")[1])["brief"]
    for path in paths():
        table = data
        for name in path.split("."):
            assert name in table
            table = table[name]


def test_read_takes_words_from_standard_input(run: Run) -> None:
    assert (
        json.loads(run("read", "-", stdin="a man in his 50s\n")[1])["brief"]["subject"]["age"] == 55
    )


def test_read_changes_a_brief_of_toml_or_json_or_its_own_output(run: Run, tmp_path: Path) -> None:
    for name, content in (
        ("brief.json", from_data({"subject": {"age": 60}}).model_dump_json()),
        ("read.json", run("read", "a woman of 60")[1]),
        ("brief.toml", GOOD),
    ):
        path = tmp_path / name
        path.write_text(content)
        code, out, _ = run("read", "key from camera right", "--onto", str(path))
        changed = json.loads(out)["brief"]
        assert code == 0
        assert changed["subject"]["age"] == 60
        assert changed["light"]["key"]["side"] == "right"


def test_what_read_prints_can_be_compiled(run: Run) -> None:
    out = run("read", "a woman in her 30s, key from camera left")[1]
    code, prompt, _ = run("compile", "-", "--dialect", "clip", stdin=out)
    assert code == 0
    assert "woman" in prompt


def test_compile_prints_the_prompt_and_for_clip_the_negative(run: Run, brief: str) -> None:
    code, clip, _ = run("compile", brief, "--dialect", "clip")
    assert code == 0
    positive, negative = clip.rstrip("\n").split("\nNegative: ")
    assert positive
    assert "watermark" in negative
    assert "Negative:" not in run("compile", brief, "--dialect", "prose")[1]


def test_compile_json_is_the_whole_shot(run: Run, brief: str) -> None:
    shot = json.loads(run("compile", brief, "--json")[1])
    assert set(shot) == {"brief", "clip", "prose", "setup"}


def test_lint_of_words_prints_words_why_and_fix(run: Run) -> None:
    code, out, _ = run("lint", "an epic portrait, key from camera left")
    assert code == 0
    assert out.startswith('hint: "epic": ')
    assert 'Fix: Write "low camera angle".' in out


def test_lint_of_words_also_judges_the_brief_that_they_read_into(run: Run) -> None:
    words = "an epic portrait, 24mm f/8, key from camera left, fill from camera left"
    found = json.loads(run("lint", words, "--json")[1])
    assert [each["rule"] for each in found] == ["empty-words", "same-side", "lens-looms"]
    assert set(found[0]) == {"rule", "level", "path", "words", "why", "fix", "patch"}


def test_lint_of_a_file_judges_it_as_a_brief(run: Run, tmp_path: Path, brief: str) -> None:
    assert run("lint", brief) == (0, "Nothing to mend.\n", "")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(GOOD + '[light.fill]\nside = "left"\n')
    found = json.loads(run("lint", str(wrong), "--json")[1])
    assert [each["rule"] for each in found] == ["same-side"]
    assert found[0]["patch"] == {"light.fill.side": "right"}


def test_lint_reads_a_text_file_and_standard_input_as_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("an epic portrait, key from camera left")
    assert '"epic"' in run("lint", str(path))[1]
    assert '"epic"' in run("lint", "-", stdin=path.read_text())[1]


def test_lint_takes_words_too_long_for_a_file_name(run: Run) -> None:
    assert run("lint", "an epic portrait, key from camera left. " + "A long coat. " * 250)[0] == 0


def test_looks_are_listed_with_what_they_are_for(run: Run) -> None:
    out = run("looks")[1]
    assert all(
        line.startswith(look.id) for line, look in zip(out.splitlines(), looks(), strict=True)
    )
    assert {"id", "title", "summary", "good_for"} <= set(json.loads(run("looks", "--json")[1])[0])


def test_optics_says_sentences_and_numbers(run: Run) -> None:
    code, out, _ = run("optics", "--focal", "85", "--aperture", "1.8")
    assert code == 0
    assert "85 mm at f/1.8 on full frame: a close-up is shot from 1.10 m." in out
    numbers = json.loads(run("optics", "--focal", "50", "--aperture", "2", "--json")[1])
    assert numbers["hyperfocal_m"] == pytest.approx(41.7, abs=0.1)
    assert numbers["near_m"] < numbers["distance_m"] < numbers["far_m"]
    assert numbers["equivalent_mm"] == pytest.approx(50)


def test_optics_has_no_infinity_in_its_json(run: Run) -> None:
    out = run("optics", "--focal", "8", "--aperture", "32", "--framing", "wide", "--json")[1]
    assert json.loads(out)["far_m"] is None
    assert "Infinity" not in out
    spoken = run("optics", "--focal", "8", "--aperture", "32", "--framing", "wide")[1]
    assert "to infinity is sharp" in spoken


MISTAKES = [
    (("read", ""), "There are no words to read"),
    (("read", "   "), "There are no words to read"),
    (("read", "-"), "There are no words to read"),
    (("read", "a ten year old boy"), "adults only"),
    (("read", "older", "--onto", "nowhere.toml"), "There is no file nowhere.toml"),
    (("compile", "nowhere.toml"), "There is no file nowhere.toml"),
    (("compile", "{tmp}"), "cannot be read"),
    (("compile", "{tmp}/unknown.toml"), "no field 'subject.agee'. Did you mean 'subject.age'?"),
    (("compile", "{tmp}/child.toml"), "adults only"),
    (("compile", "{tmp}/broken.toml"), "This is not valid TOML"),
    (("compile", "{tmp}/broken.json"), "This is not valid JSON"),
    (("compile", "{tmp}/empty.toml"), "The brief is empty"),
    (("compile", "{tmp}/focal.toml"), "camera.focal_mm is 0"),
    (("compile", "{tmp}/sensor.toml"), "No sensor is called 'potato'"),
    (("compile", "{tmp}/look.toml"), "No look is called 'noire'. Did you mean noir"),
    (("compile", "{tmp}/picture.toml"), "is not text"),
    (("compile", "{tmp}/focal.toml", "--dialect", "latin"), "invalid choice: 'latin'"),
    (("lint", ""), "There are no words to read"),
    (("lint", "nowhere.toml"), "There is no file nowhere.toml"),
    (("lint", "{tmp}/unknown.toml"), "no field 'subject.agee'"),
    (("lint", "a stunning schoolgirl"), "adults only"),
    (("optics", "--focal", "0", "--aperture", "2"), "The focal length is 0: it must be more"),
    (("optics", "--focal", "50", "--aperture", "0"), "The aperture is 0"),
    (("optics", "--focal", "nan", "--aperture", "2"), "The focal length is nan"),
    (("optics", "--focal", "long", "--aperture", "2"), "invalid float value: 'long'"),
    (("optics", "--focal", "50"), "required: --aperture"),
    (("optics", "--focal", "50", "--aperture", "2", "--sensor", "potato"), "No sensor is called"),
    (("optics", "--focal", "50", "--aperture", "2", "--framing", "knee"), "invalid choice: 'knee'"),
    (("sing",), "invalid choice: 'sing'"),
    ((), "required: COMMAND"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "says"), MISTAKES)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    run: Run, tmp_path: Path, argv: tuple[str, ...], says: str
) -> None:
    for name, content in (
        ("unknown.toml", "[subject]\nagee = 4"),
        ("child.toml", "[subject]\nage = 9"),
        ("broken.toml", "[subject"),
        ("broken.json", '{"subject": '),
        ("empty.toml", "# nothing"),
        ("focal.toml", "[subject]\n[camera]\nfocal_mm = 0"),
        ("sensor.toml", '[subject]\n[camera]\nsensor = "potato"'),
        ("look.toml", 'look = "noire"\n[subject]'),
    ):
        (tmp_path / name).write_text(content)
    (tmp_path / "picture.toml").write_bytes(b"\x89PNG\r\n\xff\xfe")
    code, out, err = run(*(part.format(tmp=tmp_path) for part in argv))
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def program(*argv: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "prompts", *argv],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_the_program_itself_reads_and_prints_json() -> None:
    ran = program("read", "-", stdin="a woman of 60, a café in Zürich".encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert Brief.model_validate(json.loads(ran.stdout)["brief"]).subject.age == 60


def test_the_program_itself_ends_a_mistake_with_a_sentence() -> None:
    for ran in (program("lint", "-", stdin=b"\xff\xfe\xff"), program("optics", "--focal", "0")):
        assert ran.returncode == 2
        assert b"Traceback" not in ran.stderr
        assert ran.stderr.count(b"\n") == 1
