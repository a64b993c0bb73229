"""🔍 Refine: the same picture again, closer and finer."""

from bot.actions.press import Press, editable, seed
from bot.records import TakeRecord
from engine.protocol import Refine


def order(take: TakeRecord, locale: object = None) -> Refine:
    """Raises Sentence for what cannot be edited."""
    recipe = editable(take, locale).recipe
    return Refine(take=take.blob, recipe=recipe, model=recipe.model, seed=seed())


async def pressed(press: Press) -> None:
    """Order it at once."""
    await press.defer()
    await press.order(order(press.take, press.locale))
