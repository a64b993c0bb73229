"""The progress card and its estimate: honest, and within Discord's bounds."""

import pytest

from bot.cards.eta import Pace, spoken
from bot.cards.layout import Card
from bot.cards.progress import Standpoint, closed_card, progress_card, where
from bot.records import JobRecord, Place
from engine.protocol import Refine, Standing
from tests import fakes


def record(takes: int = 4) -> JobRecord:
    job = fakes.job("one", takes)
    return JobRecord(
        id=job.id, kind="shoot", job=job, asker=1, place=Place(guild=2, channel=3), slate="B"
    )


def queued(before: int) -> Standing:
    return Standing(state="queued", before=before, attempts=0)


def words(card: Card) -> str:
    return "\n".join(child.content for child in card.walk_children() if hasattr(child, "content"))  # pyright: ignore[reportAttributeAccessIssue]


def test_waiting_says_how_many_are_before_it_and_what_is_usual():
    never = Pace(usual=None)
    assert where(record(), Standpoint(queued(0), never, 0)) == "Next in line."
    assert where(record(), Standpoint(queued(1), never, 0)) == "Waiting: 1 job before this one."
    usual = Pace(usual=42.0)
    said = where(record(), Standpoint(queued(3), usual, 0))
    assert said == "Waiting: 3 jobs before this one. It usually takes about 40 s."


def test_without_any_measure_no_time_is_said():
    pace = Pace(usual=None)
    pace.start(100.0)
    assert "no estimate yet" in where(record(), Standpoint(None, pace, 100.5))


def test_before_its_own_pace_is_known_the_usual_time_counts_down_and_then_it_says_so():
    pace = Pace(usual=30.0)
    pace.start(100.0)
    assert pace.left(105.0) == 25.0
    assert "about 25 s left" in where(record(), Standpoint(None, pace, 105.0))
    assert pace.left(131.0) is None
    assert "longer than usual" in where(record(), Standpoint(None, pace, 131.0))


def test_its_own_pace_is_believed_over_the_usual_one():
    pace = Pace(usual=5.0)
    pace.start(100.0)
    pace.mark(1, 100, 101.0)
    pace.mark(11, 100, 111.0)  # one second a step
    assert pace.left(111.0) == pytest.approx(89.0)
    assert pace.left(121.0) == pytest.approx(79.0)
    said = where(record(), Standpoint(None, pace, 111.0))
    assert said == "▰▱▱▱▱▱▱▱▱▱▱▱ 11 % · about 1½ min left"


def test_what_a_dead_worker_had_done_is_not_counted_as_speed():
    pace = Pace(usual=None)
    pace.start(0.0)
    pace.mark(90, 100, 10.0)  # the first word of the second worker: nine tenths were there
    assert pace.left(10.5) is None
    pace.mark(91, 100, 20.0)
    assert pace.left(20.0) == pytest.approx(90.0)
    pace.start(30.0)
    assert pace.left(31.0) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "a few seconds"),
        (7.9, "a few seconds"),
        (12, "10 s"),
        (57, "55 s"),
        (58, "1 min"),
        (95, "1½ min"),
        (250, "4 min"),
        (1500, "25 min"),
        (3500, "58 min"),
        (7000, "2 h"),
    ],
)
def test_a_duration_is_as_coarse_as_it_is_sure(seconds: float, said: str):
    assert spoken(seconds) == said


async def test_the_card_has_one_stop_and_the_preview_once_there_is_one():
    at = Standpoint(queued(0), Pace(usual=None), 0)
    bare = progress_card(record(), at, preview=False).to_components()[0]["components"]
    shown = progress_card(record(), at, preview=True).to_components()[0]["components"]

    assert [each["type"] for each in bare] == [10, 1]
    assert [each["type"] for each in shown] == [10, 12, 1]
    assert bare[-1]["components"][0]["custom_id"] == f"j:stop:{record().id}"
    assert "Sheet B, 4 takes" in bare[0]["content"]
    assert shown[1]["items"][0]["media"]["url"] == "attachment://preview.webp"
    assert shown[1]["items"][0]["description"]


async def test_a_closed_card_can_be_tried_again():
    card = closed_card(record(), "It rained.").to_components()[0]["components"]

    assert card[0]["content"] == "It rained."
    assert card[1]["components"][0]["custom_id"] == f"s:again:{record().id}"


def test_what_is_made_is_said_by_kind():
    made = fakes.take(fakes.job("one"))
    order = Refine(take=made.blob, recipe=made.recipe)
    job = fakes.job("two").model_copy(update={"order": order})
    refined = record().model_copy(update={"id": job.id, "kind": "refine", "job": job, "slate": ""})
    at = Standpoint(queued(0), Pace(usual=None), 0)

    assert "A closer, finer take" in str(progress_card_text(refined, at))


def progress_card_text(job: JobRecord, at: Standpoint) -> str:
    return str(progress_card(job, at, preview=False).to_components())
