"""🔁 Again, on a take's card: the same edit with another seed."""

from bot.actions.again import pressed as again
from bot.actions.guard import job_here
from bot.actions.press import Press


async def pressed(press: Press) -> None:
    """Place the order that made it anew."""
    await press.defer()
    await again(press.interaction, await job_here(press.interaction, press.take.job))
