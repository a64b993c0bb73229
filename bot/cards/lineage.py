"""What a job makes and how a take came about, in a few words."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.cards.pieces import harmless
from bot.recipes import look_of_grade, near_look
from bot.records import JobRecord, TakeRecord
from bot.words import say
from engine.protocol import Animate, Box, EditRegion, FixEyes, Regrade, Restack, Shoot
from prompts.looks import looks
from prompts.setup import Grade

ARROW = " → "
MOST = 8  # steps of one line; of a longer one the first, and the last
WARMTH = 1.02  # how much more red over blue a print has before it is called warmer


def made(job: JobRecord) -> str:
    """What the job makes: "Sheet A, 4 takes", "A refined take"."""
    order = job.job.order
    if isinstance(order, Shoot):
        return say("jobs.kind.shoot", job.locale, slate=job.slate, n=order.takes)
    return say(f"jobs.kind.{order.kind}", job.locale)


def lineage(line: Sequence[TakeRecord], locale: object = None) -> str:
    """From the first take to the last, in one line: "A3 → refined → regraded Noir"."""
    steps = [line[0].slate, *(step(take, before, locale) for before, take in pairwise(line))]
    if len(steps) > MOST:
        steps[1 : 1 - MOST] = ["…"]
    return ARROW.join(steps)


def step(take: TakeRecord, before: TakeRecord, locale: object = None) -> str:
    """What was done to the take before it."""
    key, fields = _step(take, before, locale)
    return say(f"takes.step.{key}", locale, **fields)


def _step(  # noqa: PLR0911 - one for each order
    take: TakeRecord, before: TakeRecord, locale: object
) -> tuple[str, Mapping[str, object]]:
    match take.recipe.order:
        case Regrade(grade=grade):
            return _print(grade, before.recipe.grade, locale)
        case EditRegion(region=region, words=words):
            name = say(f"takes.part.{'place' if isinstance(region, Box) else region}", locale)
            return "region", {"region": name, "words": harmless(words, 40)}
        case FixEyes(eyes=(eye,)):
            return f"eye_{eye}", {}
        case Animate(seconds=seconds):
            return "animate", {"n": f"{seconds:g}"}
        case Restack(layers=layers, off=off):
            return "restack", {"on": len(layers) - len(off), "of": len(layers)}
        case Shoot():
            return "like", {"slate": take.slate}
        case order:
            return order.kind, {}


def _print(now: Grade, then: Grade, locale: object) -> tuple[str, Mapping[str, object]]:
    """How a print differs from the one before: by its look, or by what was turned."""
    if now == Grade():
        return "ungraded", {}
    if title := look_of_grade(now):
        return "regrade_look", {"look": title}
    if now.cube and now.cube != then.cube:
        return "lut", {}
    if (near := near_look(now)) and near != near_look(then):
        its = next(look.grade for look in looks() if look.title == near)
        return "regrade_near", {
            "look": near,
            "how": say(f"takes.step.{_tendency(now, its)}", locale),
        }
    return _tendency(now, then), {}


def _tendency(now: Grade, then: Grade) -> str:
    warmth = _warmth(now) / _warmth(then)
    if warmth > WARMTH:
        return "warmer"
    if warmth < 1 / WARMTH:
        return "cooler"
    if now.contrast != then.contrast:
        return "softer" if now.contrast < then.contrast else "harder"
    if now.saturation < then.saturation:
        return "paler"
    return "lifted" if now.offset > then.offset or now.shadows > then.shadows else "regrade"


def _warmth(grade: Grade) -> float:
    """Red over blue, as slope and balance have it."""
    balance = 1.0 if grade.kelvin is None else (grade.kelvin / 6500) ** 0.5
    return grade.slope[0] / grade.slope[2] * balance
