"""🔍 Refine: the same picture again, closer and finer."""

from bot.actions.press import Press, onto
from bot.records import TakeRecord
from engine.protocol import Refine
from prompts.shot import Shot


def order(take: TakeRecord, locale: object = None, shot: Shot | None = None) -> Refine:
    """Raises Sentence for what cannot be edited."""
    return onto(take, Refine(take=take.blob), shot, locale)


async def pressed(press: Press) -> None:
    """Order it at once."""
    await press.defer()
    await press.order(order(press.take, press.locale, await press.light()))
