from typing import Any

import pytest

from bot.errors import Sentence
from bot.forms.brief import FORMS, change, form, more, opening
from bot.forms.fields import Choice
from prompts.adults import RefusalError
from prompts.brief import Brief, Subject
from prompts.forms import BriefError
from prompts.intake import read
from tests.bot.cards.test_brief_card import record

BRIEF = read(
    "a retired boxer, 62, Irish man, freckles, soft key from the left at 3200 K, 85mm f/1.8, noir"
).brief


def opened(name: str, brief: Brief) -> dict[str, str]:
    return {question.name: question.opened(brief) for question in FORMS[name]()}


def payload(name: str, brief: Brief = BRIEF) -> dict[str, Any]:
    return form(name, record(brief), 12345, None).to_dict()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_stays_within_discords_bounds(name: str):
    data = payload(name)

    assert len(data["title"]) <= 45
    assert len(data["custom_id"]) <= 100
    assert 1 <= len(data["components"]) <= 5
    for label in data["components"]:
        assert label["type"] == 18
        assert len(label["label"]) <= 45
        component = label["component"]
        options = component.get("options", [])
        assert len(options) <= (10 if component["type"] == 21 else 25)
        assert len({option["value"] for option in options}) == len(options)
        assert sum(option.get("default", False) for option in options) <= 1


def test_a_form_is_filled_in_with_what_the_brief_says():
    assert opened("who", BRIEF)["who"] == "retired boxer, 62, Irish man"
    assert opened("light", BRIEF)["side"] == "left"
    assert opened("light", BRIEF)["colour"] == "3200 K"
    assert opened("lens", BRIEF)["focal_mm"] == "85"
    assert opened("finish", BRIEF)["look"] == "noir"


@pytest.mark.parametrize("name", FORMS)
def test_a_form_handed_in_as_it_was_changes_nothing(name: str):
    assert change(name, BRIEF, opened(name, BRIEF))(BRIEF) == BRIEF


def test_only_what_differs_is_laid_on_a_newer_brief():
    answers = opened("light", BRIEF) | {"softness": "hard"}
    newer = read("key from the right, 5600 K", BRIEF).brief
    after = change("light", BRIEF, answers)(newer)

    assert after.light.key.softness == "hard"
    assert after.light.key.side == "right"
    assert after.light.key.kelvin == 5600


@pytest.mark.parametrize(
    ("name", "answer", "path", "value"),
    [
        ("who", {"who": "a lighthouse keeper, 58"}, "subject.role", "lighthouse keeper"),
        ("who", {"marks": "scar, glasses"}, "subject.marks", ("scar", "glasses")),
        ("where", {"place": "a pier"}, "setting.place", "a pier"),
        ("where", {"time": "dusk"}, "setting.time", "dusk"),
        ("light", {"side": "-"}, "light.key.side", None),
        ("light", {"colour": "5600"}, "light.key.kelvin", 5600),
        ("light", {"colour": "magenta"}, "light.key.gel", "magenta"),
        ("light", {"others": "fill two stops under"}, "light.fill.stops", 2.0),
        ("lens", {"focal_mm": "135"}, "camera.focal_mm", 135.0),
        ("finish", {"look": "tintype"}, "look", "tintype"),
        ("finish", {"avoid": ""}, "avoid", ()),
    ],
)
def test_answers_become_fields(name: str, answer: dict[str, str], path: str, value: object):
    here: Any = change(name, BRIEF, opened(name, BRIEF) | answer)(BRIEF)
    for part in path.split("."):
        here = getattr(here, part)

    assert here == value


def test_a_choice_taken_back_leaves_the_field_to_the_look():
    answers = opened("finish", BRIEF) | {"look": ""}

    assert change("finish", BRIEF, answers)(BRIEF).look is None


def test_a_value_that_is_not_offered_is_still_shown():
    odd = read("62mm", BRIEF).brief
    options = payload("lens", odd)["components"][1]["component"]["options"]

    assert [o["value"] for o in options if o.get("default")] == ["62"]


def test_a_minor_is_refused_in_a_form_too():
    with pytest.raises(RefusalError):
        change("who", BRIEF, opened("who", BRIEF) | {"who": "a girl of 12"})(BRIEF)
    with pytest.raises(BriefError):
        change("who", BRIEF, opened("who", BRIEF) | {"wardrobe": "dress of a ten year old child"})(
            BRIEF
        )


def test_a_value_that_cannot_be_is_a_sentence():
    with pytest.raises(Sentence, match="Open the form again"):
        change("light", BRIEF, opened("light", BRIEF) | {"side": "sideways"})(BRIEF)
    with pytest.raises(Sentence):
        change("light", BRIEF, opened("light", BRIEF) | {"colour": "99999 K"})(BRIEF)


def test_no_two_people_share_a_form():
    one, other = (form("who", record(BRIEF), nonce, None).custom_id for nonce in (1, 2))

    assert one != other


def test_look_and_character_go_along_with_the_opening_form():
    longest = opening("bleach-bypass", "é" * 50, 2**63, None)

    assert longest.custom_id == f"m:new:bleach-bypass:{2**63}:{'é' * 50}"
    assert len(longest.to_dict()["components"]) == 5
    assert more(record(BRIEF), 1).to_dict()["components"][0]["component"]["max_length"] == 4000


def test_an_empty_brief_opens_every_form_empty():
    empty = Brief(subject=Subject())
    blank = {
        question.name: question.opened(empty)
        for name in ("who", "where", "light", "lens")
        for question in FORMS[name]()
    }

    assert set(blank.values()) == {"", "-"}
    assert all(isinstance(q, Choice) for n in FORMS for q in FORMS[n]() if q.opened(empty) == "-")
