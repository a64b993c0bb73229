"""People, places and small jobs, for tests of the archive."""

from typing import Any

from bot.records import BriefRecord, JobRecord, Place
from bot.store import Store
from engine.protocol import (
    Bring,
    Event,
    Job,
    Previs,
    Recipe,
    Regrade,
    Report,
    Started,
    TakeReady,
    Wrapped,
)
from prompts.brief import Brief, Subject
from prompts.setup import Grade
from tests.fakes import SHOT, SIZE, order, take

ADA, BEN, CLEO = 11, 12, 13
THREAD = Place(guild=1, channel=100)
ELSEWHERE = Place(guild=2, channel=200)
DM = Place(channel=300)
BODY = Brief(subject=Subject(age=60))


class Clock:
    """Unix seconds that pass when a test says so; a little with every look."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


async def brief(store: Store, owner: int = ADA, **said: Any) -> BriefRecord:
    """A brief begun."""
    given: dict[str, Any] = {
        "owner": owner,
        "place": THREAD,
        "body": BODY,
        "words": "a boxer",
        "person_seed": 5,
        "title": "Boxer",
    }
    return await store.begin_brief(**{**given, **said})


def shoot(name: str, takes: int = 2, asker: int = ADA, **said: Any) -> JobRecord:
    """A contact sheet asked for."""
    return record(Job(id=name.ljust(8, "-"), order=order(takes)), asker, **said)


def previs(name: str, asker: int = ADA, **said: Any) -> JobRecord:
    """A look at the light."""
    return record(Job(id=name.ljust(8, "-"), order=Previs(shot=SHOT, size=SIZE)), asker, **said)


def bring(name: str, blob: str, asker: int = ADA, **said: Any) -> JobRecord:
    """A picture from outside; `blob` is a hexadecimal digit."""
    return record(Job(id=name.ljust(8, "-"), order=Bring(blob=blob * 64)), asker, **said)


def regrade(name: str, parent: str, blob: str, asker: int = ADA, **said: Any) -> JobRecord:
    """An edit of the take `parent`, whose blob is a hexadecimal digit."""
    edit = Regrade(take=blob * 64, grade=Grade())
    return record(Job(id=name.ljust(8, "-"), order=edit), asker, parent=parent, **said)


def record(job: Job, asker: int, **said: Any) -> JobRecord:
    """What the bot keeps of a job."""
    given: dict[str, Any] = {"place": THREAD, **said}
    return JobRecord(id=job.id, kind=job.order.kind, job=job, asker=asker, **given)


def ready(job: JobRecord, index: int = 0, blob: str = "a", **extras: str) -> TakeReady:
    """A take that a worker reports of any order."""
    made = take(Job(id=job.id, order=order(8)), index, blob, **extras)
    recipe = Recipe(
        order=job.job.order, index=index, seed=index, model="maquette", revision="1", versions={}
    )
    return made.model_copy(update={"recipe": recipe, "measures": {"seconds": 2.0 + index}})


async def life(store: Store, job: JobRecord, blobs: str = "ab", after: int = 0) -> JobRecord:
    """Place a job and hear of it to its end: one take for each digit of `blobs`."""
    placed = await store.place_job(job)
    takes = (ready(placed, index, blob) for index, blob in enumerate(blobs))
    await hear(
        store, Started(job=job.id, worker="w", attempt=1), *takes, Wrapped(job=job.id), after=after
    )
    return placed


async def hear(store: Store, *events: Event, after: int = 0) -> None:
    """Let the worker report."""
    for seq, event in enumerate(events, after + 1):
        await store.hear(Report(seq=seq, event=event))
