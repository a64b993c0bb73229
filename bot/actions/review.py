"""✅ Review: look the take over once more; what is found comes onto its card."""

from bot.actions.press import Press, onto
from bot.records import JobRecord, TakeRecord
from engine.protocol import Review


async def pressed(press: Press) -> None:
    """Have it measured; whoever asked hears what came of it."""

    async def ended(job: JobRecord, _: TakeRecord | None) -> None:
        if press.interaction.message:
            press.rooms.delivery.refreshing.touch(press.place, press.interaction.message.id)
        if press.interaction.is_expired():
            return
        take = await press.rooms.house.store.take(press.take.id)
        said = job.error
        if not said and take:
            look = sum(not each.good for each in take.findings)
            said = press.say("takes.reviewed", slate=take.slate, n=look)
        if said:
            await press.interaction.followup.send(said[:2000], ephemeral=True)

    await press.defer()
    order = onto(press.take, Review(take=press.take.blob), await press.light(), press.locale)
    await press.aside(order, ended)
