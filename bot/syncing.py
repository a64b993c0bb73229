"""The commands as Discord knows them: sent only when they differ from what was sent last.

Discord allows 200 creations a day, and a start must not wait for it.
"""

import asyncio
import hashlib
import json
import logging
from pathlib import Path

from discord import AutoShardedClient, app_commands, http

log = logging.getLogger(__name__)


async def sync(tree: app_commands.CommandTree[AutoShardedClient], file: Path) -> bool:
    """Send the commands if they changed since `file` was written. Returns whether they did.

    Raises what Discord refuses.
    """
    now = await fingerprint(tree)
    if _last(file) == now:
        return False
    await tree.sync()
    await asyncio.to_thread(file.write_text, json.dumps(now), encoding="utf-8")
    log.info("sent %d commands to Discord", len(tree.get_commands()))
    return True


async def fingerprint(tree: app_commands.CommandTree[AutoShardedClient]) -> list[str]:
    """Which application on which Discord, and what its commands say in every language."""
    translator = tree.translator
    said = [
        await command.get_translated_payload(tree, translator)
        if translator
        else command.to_dict(tree)
        for command in sorted(tree.get_commands(), key=lambda command: command.name)
    ]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return [http.Route.BASE, str(tree.client.application_id), digest]


def _last(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # never written, or half
        return None
