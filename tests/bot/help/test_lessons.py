"""What /help says is true of the briefs it shows."""

import re
import struct

import pytest

from bot.lessons import ALL, lessons, page, person_seed, picture
from bot.words import LANGUAGES, say
from prompts.compiler import compile_shot
from prompts.lint import lint_text
from prompts.looks import dress

EVERY = lessons()
TOTAL = 300_000  # bytes of all pictures together


def of(name):
    return next(each for each in EVERY if each.name == name)


def test_there_are_ten_of_one_person():
    assert [each.number for each in EVERY] == list(range(1, 11))
    assert person_seed() > 0


def test_the_lint_has_less_and_less_to_say():
    notes = [each.notes for each in EVERY]

    assert notes == sorted(notes, reverse=True)
    assert notes[0] >= 5
    assert notes[-1] == 0
    assert len(lint_text(EVERY[0].said)) >= 5


@pytest.mark.parametrize("lesson", EVERY, ids=lambda each: each.name)
def test_each_compiles(lesson):
    assert compile_shot(lesson.brief).prose.positive


# What each lesson says it changes; everything else is as in the lesson before.
CHANGES = {
    "praise": set(),
    "who": {f"subject.{n}" for n in ("age", "heritage", "hair", "wardrobe", "role", "marks")}
    | {"notes"},  # the praise, which was never understood, is gone
    "look": {"look"},
    "side": {"light.key.side"},
    "fill": {"light.fill.stops"},
    "kelvin": {"light.key.kelvin"},
    "feeling": {"subject.emotion"},
    "place": {"setting.place", "setting.time"},
    "lens": {"camera.framing", "camera.focal_mm", "camera.aperture"},
    "print": {"finish.grade", "finish.grain"},
}


@pytest.mark.parametrize("lesson", EVERY, ids=lambda each: each.name)
def test_each_changes_what_it_says_and_nothing_else(lesson):
    assert set(lesson.changes) == CHANGES[lesson.name]


def test_turning_the_key_turns_the_whole_plan():
    before, after = (dress(of(name).brief).brief.light for name in ("look", "side"))

    assert (before.key.side, before.rim.side) == ("left", "right")
    assert (after.key.side, after.rim.side) == ("right", "left")


def test_the_first_light_is_a_window_to_the_left():
    key = compile_shot(of("praise").brief).setup.key

    assert key.azimuth < 0
    assert key.diameter_m > 0.5  # soft


@pytest.mark.parametrize(
    ("name", "number", "way"),
    [("fill", "stops", -1), ("kelvin", "kelvin", -1), ("lens", "cover", 1), ("lens", "focal", -1)],
)
def test_the_numbers_go_the_way_that_is_told(name, number, way):
    numbers = of(name).numbers

    assert (numbers[number] - numbers[f"{number}_before"]) * way > 0


def test_the_place_takes_the_street_lamps_away():
    assert compile_shot(of("feeling").brief).setup.backdrop.discs > 0
    assert compile_shot(of("place").brief).setup.backdrop.discs == 0


def test_the_print_drains_the_colour():
    before, after = (compile_shot(of(name).brief).setup.grade for name in ("lens", "print"))

    assert after.saturation < before.saturation
    assert after.grain > before.grain


@pytest.mark.parametrize("name", [*(each.file for each in EVERY), ALL])
def test_each_picture_is_a_small_webp_of_its_size(name):
    data = picture(name)

    assert data[:4] == b"RIFF"
    assert data[8:15] == b"WEBPVP8"
    width, height = struct.unpack_from("<HH", data, 26)
    assert (width, height) == ((640, 320) if name == ALL else (256, 320))


def test_all_pictures_are_light():
    assert sum(len(picture(name)) for name in (*(each.file for each in EVERY), ALL)) < TOTAL


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_fits_into_a_message(language):
    for lesson in EVERY:
        view, files = page.page(lesson, language)

        assert view.content_length() < 4000
        assert len(files) == (2 if lesson.number > 1 else 1)
        assert all(file.description and len(file.description) <= 1024 for file in files)
    assert page.overview(language)[0].content_length() < 4000


async def test_a_page_says_what_was_understood_and_what_it_did():
    text = re.sub(r"\s+", " ", str(page.page(of("kelvin"))[0].to_components()))

    for part in ("6 of 10", "Key at 2500 K", "from 4000 K to 2500 K", "Key: 2500 K.", "no"):
        assert part in text
    assert say("help.no_notes") in text
