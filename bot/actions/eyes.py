"""👁️ Eyes: repair both, or one of them."""

from bot.actions.choosing import choose, chosen
from bot.actions.press import Press, editable, seed
from bot.cards.layout import button, row
from bot.records import TakeRecord
from engine.protocol import Eye, FixEyes

EYES: dict[str, tuple[Eye, ...]] = {
    "both": ("left", "right"),
    "left": ("left",),
    "right": ("right",),
}


def order(take: TakeRecord, locale: object = None, which: str = "both") -> FixEyes:
    """Raises Sentence for what cannot be edited."""
    recipe = editable(take, locale).recipe
    eyes = EYES.get(which, EYES["both"])
    return FixEyes(take=take.blob, recipe=recipe, model=recipe.model, seed=seed(), eyes=eyes)


async def pressed(press: Press) -> None:
    """Ask which, then order it."""
    if press.arg in EYES:
        await press.defer()
        await press.order(order(press.take, press.locale, press.arg))
        await chosen(press)
        return
    editable(press.take, press.locale)
    buttons = [
        button(press.say(f"takes.eye.{name}"), f"t:eyes:{press.take.id}:{name}") for name in EYES
    ]
    await choose(press, press.say("takes.which_eyes"), row(buttons))
