"""`/brief new | show | list | resume | history | diff`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Range, locale_str

from bot.cards.pieces import clipped, harmless
from bot.commands.choices import brief_choices, character_choices, look_choices, version_choices
from bot.errors import Sentence
from bot.forms.brief import opening
from bot.records import BriefRecord, Version
from bot.talk.beginning import begin_by_idea
from bot.talk.choosing import chosen
from bot.talk.conversation import Talk, talk_of
from bot.talk.history import difference, history
from bot.talk.opening import Missing, open_thread
from bot.talk.where import can_talk, here, may_open_thread, stands_alone
from bot.words import say
from bot.words.translator import about
from prompts.looks import look as look_named

Interaction = discord.Interaction[Any]
LONGEST = 1900  # characters of one message
LISTED = 20

group = app_commands.Group(name=locale_str("brief"), description=about("brief"))


@group.command(name=locale_str("new"), description=about("brief new"))
@app_commands.rename(
    idea=locale_str("idea"), look=locale_str("look"), character=locale_str("character")
)
@app_commands.describe(
    idea=about("brief new", "idea"),
    look=about("brief new", "look"),
    character=about("brief new", "character"),
)
@app_commands.autocomplete(look=look_choices, character=character_choices)
async def new(
    interaction: Interaction,
    idea: Range[str, 1, 4000] | None = None,
    look: Range[str, 1, 40] | None = None,
    character: Range[str, 1, 60] | None = None,
) -> None:
    """Begin a brief from an idea, or from the opening form."""
    if look:
        look = look_named(look).id
    if not stands_alone(interaction) and not may_open_thread(interaction):
        can_talk(interaction)  # say so now, not after the form is filled in
    if idea is None:
        form = opening(look or "", character or "", interaction.id, interaction.locale)
        await interaction.response.send_modal(form)
        return
    await begin_by_idea(interaction, idea, look or "", character or "")


@group.command(name=locale_str("show"), description=about("brief show"))
@app_commands.rename(brief=locale_str("brief"))
@app_commands.describe(brief=about("brief show", "brief"))
@app_commands.autocomplete(brief=brief_choices)
async def show(interaction: Interaction, brief: Range[str, 1, 100] | None = None) -> None:
    """Show the card: here for everybody, of a brief from elsewhere only to the asker."""
    talk = talk_of(interaction)
    record = await chosen(talk, interaction, brief)
    if record.place == here(interaction):
        await talk.cards.answer(interaction, record)
    else:
        await talk.cards.answer_alone(interaction, record)


@group.command(name=locale_str("list"), description=about("brief list"))
@app_commands.rename(containing=locale_str("containing"))
@app_commands.describe(containing=about("brief list", "containing"))
async def list_(interaction: Interaction, containing: Range[str, 1, 100] | None = None) -> None:
    """List the asker's briefs of this guild, or of their direct messages."""
    found = await talk_of(interaction).house.store.briefs_of(
        interaction.user.id,
        guild=interaction.guild_id,
        containing=containing or "",
        limit=LISTED,
    )
    if not found:
        raise Sentence(say("talk.list_none", interaction.locale))
    lines = [say("talk.list_title", interaction.locale)]
    lines += [
        say(
            "talk.list_line",
            interaction.locale,
            n=n,
            title=harmless(each.title, 80),
            version=each.version,
            where=f"<#{each.place.channel}>" if each.place.guild else "",
            when=f"<t:{round(each.updated)}:R>",
        ).replace(",  ·", " ·")
        for n, each in enumerate(found, start=1)
    ]
    await interaction.response.send_message(clipped("\n".join(lines), LONGEST), ephemeral=True)


@group.command(name=locale_str("resume"), description=about("brief resume"))
@app_commands.rename(brief=locale_str("brief"))
@app_commands.describe(brief=about("brief resume", "brief"))
@app_commands.autocomplete(brief=brief_choices)
async def resume(interaction: Interaction, brief: Range[str, 1, 100]) -> None:
    """Go on where the brief was; here, if that place is gone."""
    talk = talk_of(interaction)
    record = await chosen(talk, interaction, brief)
    if record.place.channel == interaction.channel_id or stands_alone(interaction):
        await talk.cards.answer(interaction, record)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        await talk.cards.post(record)  # it opens an archived thread, too
    except (discord.NotFound, discord.Forbidden):
        record = await _moved_here(talk, interaction, record)
    where = f"<#{record.place.channel}>"
    line = say("talk.resumed", interaction.locale, title=harmless(record.title, 80), where=where)
    await interaction.edit_original_response(content=line)


@group.command(name=locale_str("history"), description=about("brief history"))
@app_commands.rename(brief=locale_str("brief"))
@app_commands.describe(brief=about("brief history", "brief"))
@app_commands.autocomplete(brief=brief_choices)
async def history_(interaction: Interaction, brief: Range[str, 1, 100] | None = None) -> None:
    """Every version: who said what, and what it changed."""
    talk = talk_of(interaction)
    record = await chosen(talk, interaction, brief)
    versions = await talk.house.store.versions(record.id)
    text = history(record, versions, interaction.locale)
    await interaction.response.send_message(text, ephemeral=True)


@group.command(name=locale_str("diff"), description=about("brief diff"))
@app_commands.rename(
    brief=locale_str("brief"), older=locale_str("older"), newer=locale_str("newer")
)
@app_commands.describe(
    brief=about("brief diff", "brief"),
    older=about("brief diff", "older"),
    newer=about("brief diff", "newer"),
)
@app_commands.autocomplete(brief=brief_choices)
@app_commands.autocomplete(older=version_choices, newer=version_choices)
async def diff(
    interaction: Interaction,
    brief: Range[str, 1, 100] | None = None,
    older: Range[int, 1, 100000] | None = None,
    newer: Range[int, 1, 100000] | None = None,
) -> None:
    """What changed between two versions; without numbers, the last change."""
    talk = talk_of(interaction)
    record = await chosen(talk, interaction, brief)
    newer = newer or record.version
    older = older or max(1, newer - 1)
    older, newer = min(older, newer), max(older, newer)
    text = difference(
        record,
        await _version(talk, interaction, record, older),
        await _version(talk, interaction, record, newer),
        interaction.locale,
    )
    await interaction.response.send_message(text, ephemeral=True)


async def _version(
    talk: Talk, interaction: Interaction, record: BriefRecord, number: int
) -> Version:
    found = await talk.house.store.version(record.id, number)
    if found is None:
        raise Sentence(
            say(
                "talk.no_version",
                interaction.locale,
                number=number,
                first=1,
                last=record.version,
            )
        )
    return found


async def _moved_here(talk: Talk, interaction: Interaction, record: BriefRecord) -> BriefRecord:
    """Its thread is gone: a new one here, or the channel itself."""
    me = interaction.guild.me if interaction.guild else None
    try:
        thread = await open_thread(interaction.channel, record.body, me)
    except Missing:
        thread = None
    if thread is None:
        can_talk(interaction)
    place = here(interaction)
    if thread:
        place = place.model_copy(update={"channel": thread.id})
    await talk.house.store.set_card(record.id, None)
    record = await talk.house.store.move_brief(record.id, place)
    await talk.cards.post(record)
    return record
