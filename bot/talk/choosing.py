"""Which brief a command means."""

from bot.errors import Sentence
from bot.records import BriefRecord
from bot.talk.conversation import Talk
from bot.talk.where import Interaction, here
from bot.words import say


async def chosen(talk: Talk, interaction: Interaction, brief: str | None) -> BriefRecord:
    """The brief that an option names by id or title; without it, the one that lives here.

    Raises Sentence for one that is not there, and for one that is not the asker's to see.
    """
    store, person, place = talk.house.store, interaction.user.id, here(interaction)
    if brief is None:
        found = await store.brief_at(place.channel)
        if found is None:
            raise Sentence(say("talk.no_brief_here", interaction.locale))
        return found
    found = await store.brief(brief)
    if found is None:
        titled = await store.briefs_of(
            person, guild=interaction.guild_id, containing=brief, limit=1
        )
        found = titled[0] if titled else None
    if found and found.place.guild == interaction.guild_id:
        theirs = person == found.owner or person in found.participants
        if theirs or found.place == place:
            return found
    raise Sentence(say("talk.no_such_brief", interaction.locale))
