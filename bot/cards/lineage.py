"""What a job makes and how a take came about, in a few words."""

from collections.abc import Mapping, Sequence

from bot.cards.pieces import harmless
from bot.recipes import grade_of, look_of_grade
from bot.records import JobRecord, TakeRecord
from bot.words import say
from engine.protocol import Animate, EditRegion, FixEyes, Regrade, Shoot

ARROW = " → "
WARMTH = 1.02  # how much more red over blue a print has before it is called warmer


def made(job: JobRecord) -> str:
    """What the job makes: "Sheet A, 4 takes", "A refined take"."""
    order = job.job.order
    if isinstance(order, Shoot):
        return say("jobs.kind.shoot", job.locale, slate=job.slate, n=order.takes)
    return say(f"jobs.kind.{order.kind}", job.locale)


def lineage(line: Sequence[TakeRecord], locale: object = None) -> str:
    """From the first take to the last, in one line: "A3 → refined → regraded Noir"."""
    first, *later = line
    steps = [first.slate]
    steps += [step(take, before, locale) for before, take in zip(line, later, strict=False)]
    return ARROW.join(steps)


def step(take: TakeRecord, before: TakeRecord, locale: object = None) -> str:
    """What was done to the take before it."""
    key, fields = _step(take, before, locale)
    return say(f"takes.step.{key}", locale, **fields)


def _step(take: TakeRecord, before: TakeRecord, locale: object) -> tuple[str, Mapping[str, object]]:
    match take.recipe.order:
        case Regrade(grade=grade):
            title = look_of_grade(grade)
            return ("regrade_look", {"look": title}) if title else (_tendency(take, before), {})
        case EditRegion(region=str() as region, words=words):
            name = say(f"takes.part.{region}", locale)
            return "region", {"region": name, "words": harmless(words, 40)}
        case FixEyes(eyes=(eye,)):
            return f"eye_{eye}", {}
        case Animate(seconds=seconds):
            return "animate", {"n": f"{seconds:g}"}
        case Shoot():
            return "like", {"slate": take.slate}
        case order:
            return order.kind, {}


def _tendency(take: TakeRecord, before: TakeRecord) -> str:
    now, then = grade_of(take.recipe), grade_of(before.recipe)
    if now is None or then is None:
        return "regrade"
    warmth = (now.slope[0] / now.slope[2]) / (then.slope[0] / then.slope[2])
    if warmth > WARMTH:
        return "warmer"
    if warmth < 1 / WARMTH:
        return "cooler"
    return "softer" if now.contrast < then.contrast else "regrade"
