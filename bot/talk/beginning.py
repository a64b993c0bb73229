"""A brief begun by a command: in a thread, in the channel, or wherever the person stands."""

from collections.abc import Mapping

import discord

from bot import permissions
from bot.cards.pieces import harmless
from bot.errors import Sentence
from bot.records import BriefRecord, Character
from bot.talk.briefs import with_look
from bot.talk.conversation import Talk, talk_of
from bot.talk.opening import Missing, from_form, idea_of, open_thread
from bot.talk.where import Interaction, can_talk, here, may_open_thread, stands_alone
from bot.words import say
from prompts.brief import Brief
from prompts.intake import Reading


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
    talk, alone = talk_of(interaction), stands_alone(interaction)
    if not alone:
        if not may_open_thread(interaction):
            can_talk(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
    record = await talk.begin(
        body,
        owner=interaction.user.id,
        place=here(interaction),
        words=words,
        character=person,
        face=face,
        locale=interaction.locale,
    )
    if alone:
        await talk.cards.answer(interaction, record)
        said = await talk.welcome(record, unknown, interaction.locale)
        await interaction.followup.send(said, ephemeral=True)
        return
    said = await _opened(talk, interaction, record, unknown)
    await interaction.edit_original_response(content=said)


async def _opened(
    talk: Talk, interaction: Interaction, record: BriefRecord, unknown: tuple[str, ...]
) -> str:
    """Move a brief that was just begun into a thread of its own, and let it be seen there."""
    note, thread = "", None
    try:
        me = interaction.guild.me if interaction.guild else None
        thread = await open_thread(interaction.channel, record.body, me)
    except Missing as missing:
        note = permissions.sentence(missing.names, interaction.locale, instead="channel")
        can_talk(interaction)
    if thread:
        place = record.place.model_copy(update={"channel": thread.id})
        record = await talk.house.store.move_brief(record.id, place)
        await _invite(thread, interaction.user)
    await talk.open(record, unknown, interaction.locale)
    begun = "talk.begun" if thread else "talk.begun_here"
    line = say(begun, interaction.locale, thread=thread.mention if thread else "")
    return " ".join(filter(None, (note, line)))


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
