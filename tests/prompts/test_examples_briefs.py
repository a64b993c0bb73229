"""The worked briefs load, compile, and say at their top what they teach."""

import tomllib
from pathlib import Path

import pytest

from prompts.brief import ADULT, Brief
from prompts.compiler import compile_shot
from prompts.looks import dress, look_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def read(path: Path) -> Brief:
    return Brief.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_there_are_twelve_in_order() -> None:
    assert [path.name[:3] for path in EXAMPLES] == [f"{n:02}-" for n in range(1, 13)]


@every_example
def test_an_example_teaches_and_compiles(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    brief = read(path)
    assert (brief.subject.age or 0) >= ADULT
    shot = compile_shot(brief)
    assert shot.clip.positive
    assert shot.prose.positive
    assert len(shot.clip.positive.split(" BREAK ")) <= 3


def test_the_examples_show_many_people_and_looks() -> None:
    briefs = [read(path) for path in EXAMPLES]
    assert len({look_of(brief).id for brief in briefs}) >= 9
    assert len({brief.subject.heritage for brief in briefs}) == 12
    ages = [brief.subject.age or 0 for brief in briefs]
    assert min(ages) < 30
    assert max(ages) > 65


def test_the_full_lighting_plan_leaves_no_light_or_lens_open() -> None:
    origins = dress(read(EXAMPLES[-1])).origins
    open_ones = {
        path
        for path, origin in origins.items()
        if origin != "said" and path.startswith(("light.", "camera.", "setting.", "finish."))
    }
    assert open_ones <= {"light.key.gel", "light.fill.gel", "light.rim.gel", "camera.height_m"}
