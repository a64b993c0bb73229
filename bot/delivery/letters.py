"""What is posted of a job: its progress, its sheet, its take, or why there is none."""

from collections.abc import Callable, Mapping, Sequence

from bot.cards.layout import Card
from bot.cards.lineage import made
from bot.cards.pieces import harmless
from bot.cards.progress import Standpoint, closed_card, progress_card
from bot.cards.sheet import lost_note, sheet_card
from bot.cards.take import Facts, take_card
from bot.delivery.keys import PROGRESS, RESULT, key
from bot.delivery.parcel import Parcel
from bot.delivery.post import Letter
from bot.records import JobRecord, Place, TakeRecord
from bot.words import say

ERROR = 600  # characters of a worker's sentence


def progress_letter(job: JobRecord, at: Standpoint) -> Letter:
    """How far it is."""
    return Letter(
        key(PROGRESS, job.id),
        job,
        f"j:stop:{job.id}",
        lambda _parcel, why: progress_card(job, at, preview=False, note=why),
    )


def sheet_letter(job: JobRecord, takes: Sequence[TakeRecord], votes: Mapping[str, int]) -> Letter:
    """The contact sheet, with what was finished of it."""

    def draw(parcel: Parcel, why: str) -> Card:
        note = _notes(why, ending(job, takes), lost_note(parcel.lost, job.locale))
        return sheet_card(job, takes, names(parcel), votes, note=note)

    return Letter(key(RESULT, job.id), job, f"s:again:{job.id}", draw, takes)


def take_letter(job: JobRecord, facts: Facts) -> Letter:
    """The take that an edit made."""
    return Letter(
        key(RESULT, job.id),
        job,
        _mark(facts.take),
        _drawn(facts, job.locale),
        (facts.take,),
        before=facts.before,
    )


def opened_letter(
    job: JobRecord, facts: Facts, *, name: str, place: Place, locale: object
) -> Letter:
    """A take that somebody opened; `name` is its delivery's key, `job` the one that made it."""
    draw = _drawn(facts, locale)
    return Letter(name, job, _mark(facts.take), draw, (facts.take,), place, facts.before)


def closed_letter(job: JobRecord, *, told: bool) -> Letter:
    """There is no take. `told`: the reason has been said to the one who asked."""
    text = closing(job, told=told)
    return Letter(
        key(RESULT, job.id),
        job,
        f"s:again:{job.id}",
        lambda _parcel, why: closed_card(job, _notes(why, text)),
    )


def closing(job: JobRecord, *, told: bool) -> str:
    """One sentence on a job that made nothing."""
    what = made(job)
    if job.cancelled:
        return say("jobs.stopped", job.locale, what=what)
    if job.nothing:
        error = harmless(job.error, ERROR)
        return say("jobs.nothing", job.locale, what=what, error=error)
    if told or not job.error:
        return say("jobs.failed", job.locale, what=what)
    return say("jobs.why", job.locale, what=what, error=harmless(job.error, ERROR))


def ending(job: JobRecord, takes: Sequence[TakeRecord]) -> str:
    """How a job ended that made less than it should; empty if all is well."""
    if job.cancelled:
        return say("jobs.partly", job.locale, n=len(takes))
    if job.error:
        error = harmless(job.error, ERROR)
        return say("jobs.partly_failed", job.locale, n=len(takes), error=error)
    return ""


def names(parcel: Parcel) -> list[tuple[str, str]]:
    """The names and alt texts of its files."""
    return [(each.name, each.alt) for each in parcel.all]


def _drawn(facts: Facts, locale: object) -> Callable[[Parcel, str], Card]:
    def draw(parcel: Parcel, why: str) -> Card:
        note = _notes(why, lost_note(parcel.lost, locale))
        return take_card(facts, names(parcel), locale, note=note)

    return draw


def _mark(take: TakeRecord) -> str:
    return f"t:master:{take.id}"


def _notes(*notes: str) -> str:
    return "\n".join(filter(None, notes))
