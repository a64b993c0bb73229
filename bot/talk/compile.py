"""From a brief to an order: its shot, its size, and the person who stands before the camera."""

import secrets

from bot.errors import Sentence
from bot.records import BriefRecord
from bot.settings import Settings
from bot.store import Store
from bot.words import say
from engine.protocol import MAX_TAKES, Previs, Shoot
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.lint import lint
from prompts.linting.people import RULE as REAL_PERSON

SEEDS = 2**31


async def portrait_of(store: Store, record: BriefRecord) -> str | None:
    """The portrait of the saved person who stands before the camera: faces are held against it."""
    name = record.body.character
    for owner in dict.fromkeys((record.owner, *record.participants)) if name else ():
        found = await store.character(owner, name or "")
        if found and found.person_seed == record.person_seed and found.portrait:
            take = await store.take(found.portrait)
            return take.blob if take else None
    return None


def shoot(
    record: BriefRecord,
    settings: Settings,
    takes: int,
    locale: object = None,
    *,
    portrait: str | None = None,
) -> Shoot:
    """Order a contact sheet of the brief as it stands.

    Raises Sentence where it asks for a real person's likeness, and the compiler's errors, each
    with a sentence.
    """
    refuse_likeness(record.body, locale)
    shot = compile_shot(record.body)
    seed = secrets.randbelow(SEEDS - MAX_TAKES) if record.body.seed is None else record.body.seed
    return Shoot(
        shot=shot,
        takes=takes,
        seed=min(seed, SEEDS - 1 - MAX_TAKES),
        person_seed=record.person_seed,
        size=settings.take_size(shot.setup.aspect),
        model=settings.model,
        portrait=portrait,
    )


def previs(record: BriefRecord, settings: Settings) -> Previs:
    """Order one quick picture of its light. Raises as `shoot`, but a likeness it never shows."""
    shot = compile_shot(record.body)
    return Previs(
        shot=shot,
        seed=record.body.seed or 0,
        person_seed=record.person_seed,
        size=settings.previs_size(shot.setup.aspect),
    )


def refuse_likeness(brief: Brief, locale: object = None) -> None:
    """Raise Sentence where the brief names somebody real: consent comes first."""
    for each in lint(brief):
        if each.rule == REAL_PERSON:
            raise Sentence(say("talk.real_person", locale, why=each.why))


def new_person() -> int:
    """A face that nobody has seen."""
    return secrets.randbelow(SEEDS)
