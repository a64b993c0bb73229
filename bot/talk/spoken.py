"""What everybody in a channel hears of what somebody pressed."""

from bot.cards.pieces import harmless
from bot.records import BriefRecord
from bot.talk.conversation import Talk
from bot.talk.where import Interaction, stands_alone
from bot.words import say


async def announce(talk: Talk, interaction: Interaction, record: BriefRecord, what: str) -> None:
    """Say in one line who changed what, as the answer to the interaction.

    Where the bot is no member, each press is its only chance to edit the card: the card itself is
    the answer, and the line comes after it.
    """
    who = harmless(interaction.user.display_name, 32)
    line = say("talk.by", await talk.language(record), who=who, what=what)
    if stands_alone(interaction) and interaction.message:
        await talk.cards.answer_in_place(interaction, record)
        await interaction.followup.send(line, silent=True, suppress_embeds=True)
        return
    await interaction.response.send_message(line, silent=True, suppress_embeds=True)
