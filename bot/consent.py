"""Consent first: nothing is made of a brought picture for which nobody answers any more."""

from datetime import UTC, datetime

from bot.errors import Sentence
from bot.records import TakeRecord
from bot.store import Store
from bot.words import say


def today() -> str:
    """The day, as releases have it: the same for everybody."""
    return datetime.now(UTC).date().isoformat()


async def need_consent(store: Store, take: TakeRecord, locale: object = None) -> None:
    """Go on only if somebody answers for the likeness that the take shows. Raises Sentence."""
    if take.release is None:
        return
    release = await store.release(take.release)
    if release is None:
        raise Sentence(say("takes.purged", locale))
    if release.kind == "asked":
        raise Sentence(say("releases.not_yet", locale))
    if release.until and release.until < today():
        raise Sentence(say("releases.ended", locale, until=release.until))
