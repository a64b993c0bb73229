"""Where a message may go: where it was asked for, or beside it, or to whoever asked."""

from collections.abc import AsyncIterator

import discord

from bot.delivery.trouble import NO_ACCESS, NO_PERMISSION
from bot.permissions import lacking, named
from bot.records import JobRecord, Place
from bot.store import Store
from bot.talk.recent import Recent
from bot.words import say

KEPT = 5000  # threads whose parent is remembered


class Routes:
    """Finds the way again when a thread is deleted or a permission is taken away."""

    def __init__(self, client: discord.Client, store: Store) -> None:
        self._client = client
        self._store = store
        self._parents: Recent[int, int] = Recent(KEPT)

    def remember(self, channel: int) -> None:
        """Note the parent of a public thread, while it can be known."""
        found = self._client.get_channel(channel)
        if isinstance(found, discord.Thread) and not found.is_private():
            self._parents.put(channel, found.parent_id)

    def channel(self, place: Place) -> discord.PartialMessageable:
        """Whatever is there; nothing is asked of Discord."""
        kind = discord.ChannelType.private if place.guild is None else None
        return self._client.get_partial_messageable(place.channel, guild_id=place.guild, type=kind)

    async def of(self, job: JobRecord) -> AsyncIterator[Place]:
        """The places for a job's messages, the best first. Raises discord.HTTPException."""
        seen = {job.place.channel}
        yield job.place
        brief = await self._store.brief(job.brief) if job.brief else None
        here = brief.place if brief and brief.place.guild == job.place.guild else job.place
        for channel in (here.channel, self._parents.get(job.place.channel)):
            if channel is not None and channel not in seen:
                seen.add(channel)
                yield Place(guild=job.place.guild, channel=channel)
        if job.place.guild is not None:
            person = await self._client.fetch_user(job.asker)
            direct = await person.create_dm()
            yield Place(guild=None, channel=direct.id)

    def why(self, place: Place, error: discord.HTTPException, locale: object) -> str:
        """One sentence: why a message is not in that place."""
        found = self._client.get_channel(place.channel)
        if isinstance(error, discord.NotFound):
            return say("jobs.moved.deleted", locale)
        where = f"<#{place.channel}>"
        if error.code in (NO_ACCESS, NO_PERMISSION):
            absent = self._absent(found) or ("send_messages", "attach_files")
            return say("jobs.moved.denied", locale, permissions=named(absent, locale), place=where)
        return say("jobs.moved.unreachable", locale, place=where)

    def _absent(self, channel: object) -> tuple[str, ...]:
        """The one that matters: who may not write may not attach either."""
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return ()
        allowed = channel.permissions_for(channel.guild.me)
        threads = isinstance(channel, discord.Thread)
        write = "send_messages_in_threads" if threads else "send_messages"
        return lacking(allowed, "view_channel", write, "attach_files")[:1]
