"""⭐ Select: this is the one; or no longer."""

from bot.actions.press import Press

OFF = "off"


async def pressed(press: Press) -> None:
    """Do what the button said when it was drawn, and draw the card anew."""
    await press.defer()
    await press.rooms.house.store.select(press.take.id, press.user, on=press.arg != OFF)
    if press.interaction.message:
        press.rooms.delivery.refreshing.touch(press.place, press.interaction.message.id)
