"""Records: frozen, closed, and true to what they record."""

import re

import pytest
from pydantic import ValidationError

from bot.records import BriefRecord, Delivery, JobRecord, Place, new_brief_id, take_id
from prompts.brief import Brief, Subject
from tests.bot.store.made import ADA, THREAD, previs, ready, shoot


def test_brief_ids_are_short_random_and_safe_in_a_button() -> None:
    ids = {new_brief_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"[a-z2-7]{10}", each) for each in ids)


def test_a_takes_id_is_its_jobs_and_its_place_there() -> None:
    assert take_id("abc", 3) == "abc-3"


def test_a_records_job_is_the_one_it_names() -> None:
    one, other = shoot("one"), previs("other")
    with pytest.raises(ValidationError, match="the id of the job"):
        JobRecord(id=one.id, kind="shoot", job=other.job, asker=ADA, place=THREAD)
    with pytest.raises(ValidationError, match="the kind of its order"):
        JobRecord(id=one.id, kind="previs", job=one.job, asker=ADA, place=THREAD)


def test_what_is_too_long_or_no_id_never_enters() -> None:
    with pytest.raises(ValidationError):
        Delivery(key="x" * 26, job="one", place=THREAD, created=0)
    for channel in (-1, 2**63):
        with pytest.raises(ValidationError):
            Place(channel=channel)
    with pytest.raises(ValidationError):
        BriefRecord(
            id="../../etc",
            owner=ADA,
            place=THREAD,
            body=Brief(subject=Subject()),
            version=1,
            person_seed=1,
            title="",
            created=0,
            updated=0,
        )


def test_records_are_frozen_and_travel_as_json() -> None:
    job = shoot("one", brief="a" * 10)
    with pytest.raises(ValidationError):
        job.slate = "B"  # pyright: ignore[reportAttributeAccessIssue]
    assert JobRecord.model_validate_json(job.model_dump_json()) == job
    assert ready(job).job == job.id
