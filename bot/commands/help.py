"""/help: how to brief, in ten pictures of one man. Everything is a button; nothing is kept."""

import re
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.errors import Sentence, guarded
from bot.lessons import Lesson, lessons, page, person_seed
from bot.talk.beginning import begin_with
from bot.words import say
from bot.words.translator import about


@app_commands.command(name="help", description=about("help"))
async def help_command(interaction: discord.Interaction) -> None:
    """Show the ten at once; the buttons lead through them."""
    view, files = page.overview(interaction.locale)
    await interaction.response.send_message(view=view, files=files, ephemeral=True)


class Turn(ui.DynamicItem[ui.Button[Any]], template=r"h:page:(?P<number>\d{1,2})"):
    """Turn to a lesson; page 0 is the overview."""

    def __init__(self, number: int) -> None:
        """Hold the page's number."""
        super().__init__(ui.Button(custom_id=f"h:page:{number}"))
        self._number = number

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the number."""
        return cls(int(match["number"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show that page in place of this one."""
        await _show(interaction, self._number)


class Jump(ui.DynamicItem[ui.Select[Any]], template=r"h:jump"):
    """Go to the lesson that is chosen."""

    def __init__(self) -> None:
        """Hold nothing: the choice comes with the interaction."""
        super().__init__(ui.Select(custom_id="h:jump"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: ui.Item[Any], ___: re.Match[str], /
    ) -> Self:
        """Make one."""
        return cls()

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show that page in place of this one."""
        await _show(interaction, int(self.item.values[0]))


class Try(ui.DynamicItem[ui.Button[Any]], template=r"h:try:(?P<number>\d{1,2})"):
    """Begin a lesson's brief, with the same man before the camera."""

    def __init__(self, number: int) -> None:
        """Hold the lesson's number."""
        super().__init__(ui.Button(custom_id=f"h:try:{number}"))
        self._number = number

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the number."""
        return cls(int(match["number"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open it in a thread, or here where no thread can be."""
        lesson = _lesson(self._number, interaction.locale)
        await begin_with(interaction, lesson.brief, lesson.said, face=person_seed())


HELP_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (Turn, Jump, Try)


def _lesson(number: int, locale: object) -> Lesson:
    every = lessons()
    if not 1 <= number <= len(every):
        raise Sentence(say("help.unknown_lesson", locale, number=number))
    return every[number - 1]


async def _show(interaction: discord.Interaction, number: int) -> None:
    locale = interaction.locale
    view, files = page.page(_lesson(number, locale), locale) if number else page.overview(locale)
    await interaction.response.edit_message(view=view, attachments=files)
