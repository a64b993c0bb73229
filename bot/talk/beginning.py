"""A brief begun by a command: in a thread, in the channel, or wherever the person stands."""

from collections.abc import Mapping
from typing import Any

import discord

from bot import permissions
from bot.cards.pieces import harmless
from bot.errors import Sentence
from bot.records import BriefRecord, Character, Place
from bot.talk.briefs import with_look
from bot.talk.conversation import Talk, talk_of
from bot.talk.opening import Missing, from_form, idea_of, open_thread
from bot.words import say
from prompts.brief import Brief
from prompts.intake import Reading

Interaction = discord.Interaction[Any]
IN_THREAD = ("view_channel", "send_messages_in_threads", "attach_files")


async def begin_by_idea(interaction: Interaction, idea: str, look: str, character: str) -> None:
    """`/brief new` with an idea. Raises sentences."""
    await _begin(interaction, idea_of(idea), idea, look, character)


async def begin_by_form(
    interaction: Interaction, said: Mapping[str, str], look: str, character: str
) -> None:
    """The opening form, filled in. Raises sentences."""
    parts = [said.get(f"new_{name}", "") for name in ("who", "where", "light", "mood", "use")]
    words = "; ".join(" ".join(part.split()) for part in parts if part.strip())
    await _begin(interaction, from_form(*parts), words, look, character)


async def _begin(
    interaction: Interaction, reading: Reading, words: str, look: str, character: str
) -> None:
    body = with_look(reading.brief, look) if look else reading.brief
    person = await _person(talk_of(interaction), interaction, character)
    await begin_with(interaction, body, words, person, reading.unknown)


async def begin_with(
    interaction: Interaction,
    body: Brief,
    words: str,
    person: Character | None = None,
    unknown: tuple[str, ...] = (),
    *,
    face: int | None = None,
) -> None:
    """Begin a brief that is read already; `face` is the seed of who stands before the camera.

    Raises sentences.
    """
    talk = talk_of(interaction)

    async def begun_at(place: Place) -> BriefRecord:
        record = await talk.begin(
            body, owner=interaction.user.id, place=place, words=words, character=person
        )
        if face is None:
            return record
        await talk.house.store.set_person(record.id, face)
        record = record.model_copy(update={"person_seed": face})
        talk.lights.changed(record)
        return record

    if stands_alone(interaction):
        record = await begun_at(here(interaction))
        await talk.cards.answer(interaction, record)
        await interaction.followup.send(
            await talk.welcome(record, unknown, interaction.locale), ephemeral=True
        )
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    note, thread = "", None
    try:
        me = interaction.guild.me if interaction.guild else None
        thread = await open_thread(interaction.channel, body, me)
    except Missing as missing:
        note = permissions.sentence(missing.names, interaction.locale, instead="channel")
    if thread is None:
        can_talk(interaction)
    place = Place(guild=interaction.guild_id, channel=thread.id) if thread else here(interaction)
    record = await begun_at(place)
    if thread:
        await _invite(thread, interaction.user)
    await talk.open(record, unknown, interaction.locale)
    begun = "talk.begun" if thread else "talk.begun_here"
    line = say(begun, interaction.locale, thread=thread.mention if thread else "")
    await interaction.edit_original_response(content=" ".join(filter(None, (note, line))))


def stands_alone(interaction: Interaction) -> bool:
    """Is the bot no member here: used as somebody's own app, where it may only answer?"""
    if interaction.guild_id is None:
        return interaction.context.private_channel
    return not interaction.is_guild_integration()


def can_talk(interaction: Interaction) -> None:
    """Go on only if the bot may write and attach where the interaction is. Raises Sentence."""
    if interaction.guild_id is None:
        return
    thread = isinstance(interaction.channel, discord.Thread)
    permissions.need(interaction, *(IN_THREAD if thread else permissions.PICTURE))


def here(interaction: Interaction) -> Place:
    """Where an interaction is."""
    assert interaction.channel_id, "a command comes from a channel"
    return Place(guild=interaction.guild_id, channel=interaction.channel_id)


async def _person(talk: Talk, interaction: Interaction, name: str) -> Character | None:
    if not name:
        return None
    found = await talk.house.store.character(interaction.user.id, name)
    if found is None:
        raise Sentence(say("talk.unknown_character", interaction.locale, name=harmless(name, 60)))
    return found


async def _invite(thread: discord.Thread, person: discord.abc.Snowflake) -> None:
    """The thread shows up in their list; without it they would have to look for it."""
    try:
        await thread.add_user(person)
    except discord.HTTPException:
        return
