"""A saved person steps into a brief, with their own face."""

from typing import Any

import discord

from bot.cards.pieces import harmless
from bot.errors import Sentence
from bot.records import BriefRecord
from bot.talk.briefs import with_character
from bot.talk.conversation import Talk
from bot.talk.spoken import announce
from bot.talk.understood import understood
from bot.words import say


async def cast(
    talk: Talk, interaction: discord.Interaction[Any], record: BriefRecord, name: str
) -> None:
    """Put one of the asker's people into a brief. Raises Sentence."""
    person = await talk.house.store.character(interaction.user.id, name)
    if person is None:
        raise unknown(interaction, name)
    await talk.house.store.set_person(record.id, person.person_seed)
    outcome = await talk.briefs.lay(
        record.id, interaction.user.id, person.name, lambda body: with_character(body, person)
    )
    locale = await talk.language(record)
    what = understood(outcome.before, outcome.record.body, locale)
    await announce(talk, interaction, outcome.record, what or say("talk.already", locale))
    await talk.show(record.id)


def unknown(interaction: discord.Interaction[Any], name: str) -> Sentence:
    """The asker has nobody of that name."""
    return Sentence(say("talk.unknown_character", interaction.locale, name=harmless(name, 60)))
