"""/privacy: take what is kept of you with you, or have it removed."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.cards.layout import Card, button
from bot.errors import Sentence, guarded
from bot.privacy.copy import copy_of
from bot.privacy.forget import forget
from bot.talk.conversation import talk_of
from bot.words import say
from bot.words.translator import about

SHOWN = ("briefs", "versions", "characters", "releases", "references", "takes", "jobs", "stopped",
         "votes", "selects", "words", "files", "messages")  # fmt: skip
"""What is counted aloud, in this order."""

privacy = app_commands.Group(name="privacy", description=about("privacy"))


@privacy.command(name="export", description=about("privacy export"))
async def export(interaction: discord.Interaction) -> None:
    """Send one file that only this person sees."""
    locale, person = interaction.locale, interaction.user.id
    await interaction.response.defer(ephemeral=True, thinking=True)
    made = await copy_of(talk_of(interaction).house, person, interaction.filesize_limit)
    if made.data is None:
        raise Sentence(say("privacy.copy_too_large", locale, person=person))
    text = (
        say("privacy.copy_left", locale, n=made.left)
        if made.left
        else say("privacy.copy", locale, n=made.pictures)
    )
    file = discord.File(BytesIO(made.data), filename=made.name)
    await interaction.followup.send(text, file=file, ephemeral=True)


@privacy.command(name="delete", description=about("privacy delete"))
async def delete(interaction: discord.Interaction) -> None:
    """Say what will go, and ask."""
    locale, person = interaction.locale, interaction.user.id
    await interaction.response.defer(ephemeral=True, thinking=True)
    things = counted(await talk_of(interaction).house.store.tally(person), locale)
    if not things:
        await interaction.followup.send(say("privacy.copy_none", locale), ephemeral=True)
        return
    danger = discord.ButtonStyle.danger
    card = Card(
        ui.TextDisplay(say("privacy.ask", locale, things=things)),
        ui.ActionRow(
            button(say("privacy.confirm", locale), f"p:delete:{person}", danger),
            button(say("privacy.keep", locale), f"p:keep:{person}"),
        ),
    )
    await interaction.followup.send(view=card, ephemeral=True)


class Answer(ui.DynamicItem[ui.Button[Any]], template=r"p:(?P<verb>delete|keep):(?P<person>\d+)"):
    """The second step: it is done only for the one who was asked."""

    def __init__(self, verb: str, person: int) -> None:
        """Hold what was answered, and who was asked."""
        super().__init__(ui.Button(custom_id=f"p:{verb}:{person}"))
        self._verb = verb
        self._person = person

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read them."""
        return cls(match["verb"], int(match["person"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Forget, or do nothing; the question goes either way."""
        locale = interaction.locale
        if interaction.user.id != self._person:
            raise Sentence(say("privacy.not_yours", locale))
        if self._verb == "keep":
            await _replace(interaction, say("privacy.kept", locale))
            return
        await _replace(interaction, say("privacy.working", locale))
        gone = await forget(interaction.client, talk_of(interaction).house, self._person)
        counts = gone.counts | {
            "stopped": gone.stopped,
            "jobs": gone.counts.get("jobs", 0) - gone.stopped,
            "files": gone.files,
            "messages": gone.messages,
        }
        things = counted(counts, locale)
        said = say("privacy.done", locale, things=things) if things else say(
            "privacy.done_nothing", locale
        )  # fmt: skip
        if gone.left:
            said += f"\n{say('privacy.left', locale, n=gone.left)}"
        await interaction.edit_original_response(view=Card(ui.TextDisplay(said)))


PRIVACY_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (Answer,)


def counted(counts: Mapping[str, int], locale: object = None) -> str:
    """Say it as in "2 briefs, 8 takes"; empty if there is nothing."""
    return ", ".join(
        say(f"privacy.count.{kind}", locale, n=counts[kind])
        for kind in SHOWN
        if counts.get(kind, 0) > 0
    )


async def _replace(interaction: discord.Interaction, text: str) -> None:
    await interaction.response.edit_message(view=Card(ui.TextDisplay(text)))
