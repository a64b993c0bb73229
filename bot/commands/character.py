"""`/character save | list | show | use | rename | forget`: people who come back."""

import asyncio
import io
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, locale_str

from bot.alt import alt_text
from bot.cards.character import character_card, character_line
from bot.cards.pieces import clipped, harmless
from bot.commands.choices import MOST, NAME, character_choices
from bot.errors import Sentence
from bot.recipes import brief_of, person_of
from bot.records import Character, TakeRecord
from bot.talk.briefs import identity
from bot.talk.casting import cast, unknown
from bot.talk.choosing import chosen
from bot.talk.compile import refuse_likeness
from bot.talk.conversation import Talk, talk_of
from bot.words import say
from bot.words.translator import about
from engine.protocol import SMALL, StudioError
from prompts.brief import Brief

Interaction = discord.Interaction[Any]
Name = Range[str, 1, 50]
LONGEST = 1900  # characters of one message

group = app_commands.Group(name=locale_str("character"), description=about("character"))


@group.command(name=locale_str("save"), description=about("character save"))
@app_commands.rename(name=locale_str("name"), take=locale_str("take"))
@app_commands.describe(name=about("character save", "name"), take=about("character save", "take"))
async def save(interaction: Interaction, name: Name, take: Range[str, 1, 80] | None = None) -> None:
    """Keep the person of a take; without one, of the last select here, else of the brief."""
    talk = talk_of(interaction)
    chosen_take = await _take(talk, interaction, take) if take else await _select(talk, interaction)
    if chosen_take:
        kept = await keep_from_take(talk, interaction.user.id, name, chosen_take)
    else:
        kept = await _keep_from_brief(talk, interaction, name)
    key = "talk.saved" if kept.revision == 1 else "talk.saved_again"
    line = say(key, interaction.locale, name=harmless(kept.name, 60), revision=kept.revision)
    await interaction.response.send_message(line, ephemeral=True)


@save.autocomplete("take")
async def take_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The person's own takes of this guild."""
    store = talk_of(interaction).house.store
    found = await store.find_takes(
        owner=interaction.user.id, guild=interaction.guild_id, containing=typed, limit=MOST
    )
    return [
        Choice(name=clipped(f"{each.slate} · {each.kind}", NAME), value=each.id) for each in found
    ]


@group.command(name=locale_str("list"), description=about("character list"))
async def list_(interaction: Interaction) -> None:
    """List the asker's people."""
    found = await talk_of(interaction).house.store.characters(interaction.user.id, limit=100)
    if not found:
        raise Sentence(say("talk.no_characters", interaction.locale))
    lines = [character_line(each, interaction.locale) for each in found]
    await interaction.response.send_message(clipped("\n".join(lines), LONGEST), ephemeral=True)


@group.command(name=locale_str("show"), description=about("character show"))
@app_commands.rename(name=locale_str("name"))
@app_commands.describe(name=about("character show", "name"))
@app_commands.autocomplete(name=character_choices)
async def show(interaction: Interaction, name: Name) -> None:
    """Show one of them, with their portrait and what they were before."""
    talk = talk_of(interaction)
    revisions = await talk.house.store.character_revisions(interaction.user.id, name)
    if not revisions:
        raise unknown(interaction, name)
    here = interaction.channel_id
    brief = await talk.house.store.brief_at(here) if here else None
    portrait = await _portrait(talk, revisions[0])
    card = character_card(
        revisions,
        interaction.locale,
        portrait=portrait.filename if portrait else "",
        alt=alt_text(Brief(subject=revisions[0].subject), "take"),
        brief=brief.id if brief else "",
    )
    files = [portrait] if portrait else []
    await interaction.response.send_message(view=card, files=files, ephemeral=True)


@group.command(name=locale_str("use"), description=about("character use"))
@app_commands.rename(name=locale_str("name"))
@app_commands.describe(name=about("character use", "name"))
@app_commands.autocomplete(name=character_choices)
async def use(interaction: Interaction, name: Name) -> None:
    """Put one of them into this thread's brief."""
    talk = talk_of(interaction)
    record = await chosen(talk, interaction, None)
    await cast(talk, interaction, record, name)


@group.command(name=locale_str("rename"), description=about("character rename"))
@app_commands.rename(name=locale_str("name"), to=locale_str("to"))
@app_commands.describe(name=about("character rename", "name"), to=about("character rename", "to"))
@app_commands.autocomplete(name=character_choices)
async def rename(interaction: Interaction, name: Name, to: Name) -> None:
    """Give one of them another name, in the asker's briefs, too."""
    store = talk_of(interaction).house.store
    now = await store.rename_character(interaction.user.id, name, to)
    line = say("talk.renamed", interaction.locale, name=harmless(now.name, 60))
    await interaction.response.send_message(line, ephemeral=True)


@group.command(name=locale_str("forget"), description=about("character forget"))
@app_commands.rename(name=locale_str("name"))
@app_commands.describe(name=about("character forget", "name"))
@app_commands.autocomplete(name=character_choices)
async def forget(interaction: Interaction, name: Name) -> None:
    """Forget one of them; pictures that exist stay."""
    store = talk_of(interaction).house.store
    if not await store.forget_character(interaction.user.id, name):
        raise unknown(interaction, name)
    line = say("talk.forgotten", interaction.locale, name=harmless(name, 60))
    await interaction.response.send_message(line, ephemeral=True)


async def keep_from_take(talk: Talk, owner: int, name: str, take: TakeRecord) -> Character:
    """Save the person of a take. Raises Sentence for a brought picture, and TooMany."""
    brief, person = brief_of(take.recipe), person_of(take.recipe)
    if brief is None or person is None:
        raise Sentence(say("talk.nobody_there"))
    refuse_likeness(brief)
    subject = identity(brief.subject)
    return await talk.house.store.save_character(owner, name, subject, person, take.id)


async def _keep_from_brief(talk: Talk, interaction: Interaction, name: str) -> Character:
    record = await chosen(talk, interaction, None)
    refuse_likeness(record.body, interaction.locale)
    return await talk.house.store.save_character(
        interaction.user.id, name, identity(record.body.subject), record.person_seed, None
    )


async def _take(talk: Talk, interaction: Interaction, take: str) -> TakeRecord:
    """A take by its id or slate: of this place, or the asker's own in this guild."""
    store = talk.house.store
    found = await store.take(take)
    if found is None:
        slated = await store.find_takes(
            owner=interaction.user.id, guild=interaction.guild_id, containing=take, limit=1
        )
        found = slated[0] if slated else None
    if found and found.place.guild == interaction.guild_id:
        here = found.place.channel == interaction.channel_id
        if here or found.owner == interaction.user.id:
            return found
    raise Sentence(say("talk.no_such_take", interaction.locale))


async def _select(talk: Talk, interaction: Interaction) -> TakeRecord | None:
    """What was chosen here last."""
    if interaction.channel_id is None:
        return None
    chosen_here = await talk.house.store.selects_at(interaction.channel_id, limit=1)
    return chosen_here[0] if chosen_here else None


async def _portrait(talk: Talk, character: Character) -> discord.File | None:
    take = await talk.house.store.take(character.portrait) if character.portrait else None
    if take is None or SMALL not in take.extras:
        return None
    try:
        data = await asyncio.to_thread(talk.house.blobs.get, take.extras[SMALL])
    except StudioError:
        return None
    return discord.File(io.BytesIO(data), "portrait.webp")
