"""One interaction: who did what, how the bot answered, and until when it may.

Source: discord-api-docs, interactions/receiving-and-responding.
"""

import asyncio
import time
from dataclasses import dataclass, field

from bot.rehearsal.refusals import Json

PING, COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = range(1, 6)
FIRST_ANSWER = 3.0  # seconds
TOKEN_LIFE = 15 * 60.0  # seconds


@dataclass
class Interaction:
    """What a person did, and the bot's answers. The page knows it by the person's `nonce`."""

    id: str
    token: str
    kind: int
    who: str
    room: str
    data: Json
    message: str | None = None  # the post it happened on
    nonce: str = ""
    context: int = 0  # 0 guild, 1 DM with the bot, 2 anywhere else
    guest: bool = False  # the bot is only here because the person brought it
    born: float = field(default_factory=time.monotonic)
    expired: bool = False
    callback: Json | None = None  # the bot's first answer, as it sent it
    seconds: float = 0.0  # until then
    original: str | None = None  # the post that answered, or was changed by the answer
    thinking: bool = False  # that post still says "thinking"
    followups: list[str] = field(default_factory=list[str])
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def age(self) -> float:
        """Seconds since the person did it."""
        return time.monotonic() - self.born

    @property
    def answerable(self) -> bool:
        """May the first answer still come?"""
        return not self.expired and self.age <= FIRST_ANSWER

    @property
    def alive(self) -> bool:
        """Is the token still good?"""
        return not self.expired and self.age <= TOKEN_LIFE

    @property
    def modal(self) -> Json | None:
        """The form that the bot answered with."""
        if self.callback and self.callback["type"] == 9:
            return self.callback["data"]
        return None
