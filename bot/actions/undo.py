"""↩️ Undo: the take that this one was made from, opened as it was; nothing is lost."""

from dataclasses import replace

from bot.actions.guard import take_here
from bot.actions.open_take import pressed as open_take
from bot.actions.press import Press
from bot.errors import Sentence


async def pressed(press: Press) -> None:
    """Open its parent's card."""
    await press.defer()
    if press.take.parent is None:
        raise Sentence(press.say("takes.no_parent"))
    await open_take(replace(press, take=await take_here(press.interaction, press.take.parent)))
