"""The buttons of a brief's card. A button holds no state: its custom_id names the brief."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord
from discord import ui

from bot.actions.guard import need_shooter
from bot.cards.brief import advice, fix_key
from bot.errors import Sentence, guarded
from bot.forms import brief as forms
from bot.records import BriefRecord
from bot.talk.briefs import with_look
from bot.talk.casting import cast
from bot.talk.compile import portrait_of, shoot
from bot.talk.conversation import Talk, talk_of
from bot.talk.history import history
from bot.talk.spoken import announce
from bot.talk.understood import understood
from bot.words import say
from engine.protocol import MAX_TAKES
from prompts.brief import Brief
from prompts.lint import mend

Interaction = discord.Interaction[Any]


class BriefButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"b:(?P<verb>[a-z]+):(?P<brief>[a-z2-7]{10})(?::(?P<arg>.{1,60}))?",
):
    """Any button of a brief's card."""

    def __init__(self, custom_id: str, verb: str, brief: str, arg: str) -> None:
        """From the parts of the custom_id."""
        super().__init__(ui.Button(custom_id=custom_id))
        self._verb = verb
        self._brief = brief
        self._arg = arg

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> Self:
        """Whatever the message says of itself, only the custom_id counts."""
        return cls(match.string, match["verb"], match["brief"], match["arg"] or "")

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says."""
        press = PRESSES.get(self._verb)
        if press is None:
            raise Sentence(say("errors.button_gone", interaction.locale))
        talk = talk_of(interaction)
        record = await brief_here(talk, interaction, self._brief)
        await press(talk, interaction, record, self._arg)


async def brief_here(talk: Talk, interaction: Interaction, brief: str) -> BriefRecord:
    """The brief, if it lives here, or in this guild and is partly the person's own.

    Raises Sentence: a custom_id may be forged.
    """
    record = await talk.house.store.brief(brief)
    if record and record.place.guild == interaction.guild_id:
        theirs = interaction.user.id in (record.owner, *record.participants)
        if record.place.channel == interaction.channel_id or (record.place.guild and theirs):
            return record
    raise Sentence(say("talk.no_such_brief", interaction.locale))


async def _form(talk: Talk, interaction: Interaction, record: BriefRecord, name: str) -> None:  # noqa: ARG001
    await interaction.response.send_modal(
        forms.form(name, record, interaction.id, interaction.locale)
    )


def _opens(name: str) -> "Press":
    async def press(talk: Talk, interaction: Interaction, record: BriefRecord, _arg: str) -> None:
        await _form(talk, interaction, record, name)

    return press


async def _more(talk: Talk, interaction: Interaction, record: BriefRecord, _arg: str) -> None:  # noqa: ARG001
    await interaction.response.send_modal(forms.more(record, interaction.id, interaction.locale))


async def _fix(talk: Talk, interaction: Interaction, record: BriefRecord, arg: str) -> None:
    """Take the fix of one note, on the brief as it stands now."""
    taken: list[str] = []

    def change(body: Brief) -> Brief:
        found = next((each for each in advice(body) if fix_key(each) == arg and each.fix), None)
        if found is None:
            raise Sentence(say("talk.fix_gone", interaction.locale))
        taken[:] = [found.fix]
        return mend(body, found)

    outcome = await talk.briefs.lay(record.id, interaction.user.id, arg, change)
    locale = await talk.language(record)
    what = understood(outcome.before, outcome.record.body, locale) or taken[0]
    await announce(talk, interaction, outcome.record, what)
    await talk.changed(outcome)


async def _shoot(talk: Talk, interaction: Interaction, record: BriefRecord, arg: str) -> None:
    """Order a contact sheet. Its progress message is the answer that everybody sees."""
    takes = int(arg) if arg.isdecimal() and 1 <= int(arg) <= MAX_TAKES else 4
    need_shooter(interaction)
    portrait = await portrait_of(talk.house.store, record)
    settings, locale = talk.house.settings, interaction.locale
    order = shoot(record, settings, takes, locale, portrait=portrait)
    await interaction.response.defer()
    await talk.orders.place(
        order,
        asker=interaction.user.id,
        place=record.place,
        brief=record,
        parent=None,
        locale=str(interaction.locale),
        whisper=interaction,
    )


async def _history(talk: Talk, interaction: Interaction, record: BriefRecord, _arg: str) -> None:
    versions = await talk.house.store.versions(record.id)
    await interaction.response.send_message(
        history(record, versions, interaction.locale), ephemeral=True
    )


async def _look(talk: Talk, interaction: Interaction, record: BriefRecord, arg: str) -> None:
    """Take a look onto the brief."""
    outcome = await talk.briefs.lay(
        record.id, interaction.user.id, arg, lambda body: with_look(body, arg)
    )
    if not outcome.changed:
        raise Sentence(say("talk.nothing_new", interaction.locale))
    what = understood(outcome.before, outcome.record.body, await talk.language(record))
    await announce(talk, interaction, outcome.record, what)
    await talk.changed(outcome)


Press = Callable[[Talk, Interaction, BriefRecord, str], Awaitable[None]]

PRESSES: dict[str, Press] = {
    **{name: _opens(name) for name in forms.FORMS},
    "more": _more,
    "fix": _fix,
    "shoot": _shoot,
    "history": _history,
    "look": _look,
    "cast": cast,
}
"""Every verb of a `b:` custom_id."""

BRIEF_ITEMS = (BriefButton,)
