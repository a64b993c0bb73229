"""All that the archive has of a person, as they may ask to see it."""

import json
from typing import Any

from bot.store.shelf import Shelf

# Each row as one JSON object. A take's order is its job's, and said there once.
LISTS = {
    "briefs": "SELECT json_object('id', id, 'title', title, 'guild', guild, 'channel', channel, "
    "'version', version, 'person_seed', person_seed, 'card', card, 'created', created, "
    "'updated', updated) FROM briefs WHERE owner = ? ORDER BY created, id",
    "words in other people's briefs": "SELECT json_object('brief', brief, 'version', number, "
    "'words', words, 'created', versions.created) FROM versions JOIN briefs ON briefs.id = brief "
    "WHERE author = ?1 AND owner <> ?1 ORDER BY versions.created",
    "takes part in": "SELECT json_object('brief', brief, 'since', since) FROM participants "
    "WHERE user = ? ORDER BY since",
    "characters": "SELECT json_object('name', name, 'revision', number, 'person_seed', "
    "person_seed, 'subject', json(subject), 'portrait', portrait, 'created', created) "
    "FROM characters JOIN revisions ON character = id WHERE owner = ? ORDER BY name, number",
    "references": "SELECT json_object('brief', brief, 'blob', blob, 'note', note) FROM pictures "
    "WHERE owner = ? ORDER BY seq",
    "releases": "SELECT json_object('id', id, 'kind', kind, 'person', person, 'purpose', purpose, "
    "'until', until, 'guild', guild, 'channel', channel, 'created', created) FROM releases "
    "WHERE owner = ?1 OR consenter = ?1 ORDER BY created, id",
    "jobs": "SELECT json_object('id', id, 'order', json(body -> '$.order'), 'guild', guild, "
    "'channel', channel, 'brief', brief, 'version', version, 'parent', parent, 'slate', slate, "
    "'state', state, 'error', error, 'cancelled', cancelled, 'placed', placed, "
    "'started', started, 'ended', ended, 'locale', locale) FROM jobs WHERE asker = ? ORDER BY seq",
    "takes": "SELECT json_object('id', id, 'job', job, 'index', nth, 'slate', slate, 'kind', kind, "
    "'blob', blob, 'media', media, 'recipe', json(json_remove(recipe, '$.order')), "
    "'measures', json(measures), 'extras', json(extras), 'findings', json(findings), "
    "'notes', json(notes), 'parent', parent, 'brief', brief, "
    "'guild', guild, 'channel', channel, 'created', created) FROM takes WHERE owner = ? "
    "ORDER BY seq",
    "votes": "SELECT json_object('take', take, 'created', created) FROM votes WHERE user = ? "
    "ORDER BY created",
    "selects": "SELECT json_object('take', take, 'channel', channel, 'created', created) "
    "FROM selects WHERE user = ? ORDER BY created",
    "deliveries": "SELECT json_object('job', job, 'guild', deliveries.guild, 'channel', "
    "deliveries.channel, 'message', message, 'created', created) "
    "FROM deliveries JOIN jobs ON jobs.id = job WHERE asker = ? ORDER BY deliveries.seq",
}
VERSIONS = (
    "SELECT json_object('number', number, 'author', author, 'words', words, 'body', json(body), "
    "'created', created) FROM versions WHERE brief = ? ORDER BY number"
)


class Export(Shelf):
    """`/privacy export`."""

    async def export(self, user: int) -> dict[str, Any]:
        """Everything of a person, ready for JSON. Blobs are named, not read."""
        everything: dict[str, Any] = {"person": user}
        for name, statement in LISTS.items():
            everything[name] = [
                json.loads(row) for (row,) in await self._file.read(statement, user)
            ]
        for brief in everything["briefs"]:
            found = await self._file.read(VERSIONS, brief["id"])
            # What others said in it is theirs: one sees what was changed, not who said it.
            brief["versions"] = [_own(json.loads(row), user) for (row,) in found]
        return everything


def _own(version: dict[str, Any], user: int) -> dict[str, Any]:
    if version["author"] != user:
        del version["author"], version["words"]
    return version
