"""Commands, as somebody uses them."""

from typing import Any

from bot.rehearsal.world import Person
from tests.bot.stage import Stage


async def slash(
    s: Stage, who: Person, channel: str, command: str, options: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Use a command; its answer."""
    return await (await s.r.slash(who, channel, command, options)).settled()


async def whole(s: Stage, who: Person, channel: str, command: str, **options: Any) -> str:
    """The same, as what is read."""
    return s.texts(await slash(s, who, channel, command, options))
