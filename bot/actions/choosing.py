"""A short question to the one who pressed, and only to them."""

from typing import Any

from discord import ui

from bot.actions.press import Press
from bot.cards.layout import Card


async def choose(press: Press, question: str, *rows: ui.ActionRow[Any]) -> None:
    """Ask. Whatever is pressed there is again a press on the take."""
    card = Card(ui.Container(ui.TextDisplay(f"**{press.take.slate}** {question}"), *rows))
    await press.interaction.response.send_message(view=card, ephemeral=True)


async def chosen(press: Press) -> None:
    """Take the question away; a card that everybody sees stays."""
    message = press.interaction.message
    if message and message.flags.ephemeral:
        await press.interaction.delete_original_response()
