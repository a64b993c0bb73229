"""What becomes of a short question to the one who pressed, once it is answered."""

from bot.actions.press import Press


async def chosen(press: Press) -> None:
    """Take the question away; a card that everybody sees stays."""
    message = press.interaction.message
    if message and message.flags.ephemeral:
        await press.interaction.delete_original_response()
