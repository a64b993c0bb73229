"""What a test holds after it did something: the interaction, and the bot's answers to it."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.rehearsal.answering import CHOICES, FORM
from bot.rehearsal.interaction import Interaction
from bot.rehearsal.refusals import Json
from bot.rehearsal.rendering import message_for
from bot.rehearsal.stage import Stage

Until = Callable[[Callable[[], object], float], Awaitable[object]]


class Handle:
    """One interaction, from the person's side."""

    def __init__(self, stage: Stage, interaction: Interaction, until: Until) -> None:
        self.interaction = interaction
        self._stage = stage
        self._until = until

    @property
    def id(self) -> str:
        return self.interaction.id

    @property
    def answered(self) -> bool:
        """Has the first answer come?"""
        return self.interaction.callback is not None

    async def answer(self, timeout: float = 3) -> Json:  # noqa: ASYNC109 - of a whole wait
        """The first answer: type, seconds, and a message, a modal or choices.

        Raises TimeoutError if none comes in `timeout` seconds.
        """
        it = self.interaction
        await asyncio.wait_for(it.done.wait(), timeout)
        callback = it.callback or {}
        out: Json = {"type": callback["type"], "seconds": it.seconds}
        if callback["type"] == FORM:
            return out | {"modal": callback["data"]}
        if callback["type"] == CHOICES:
            return out | {"choices": callback["data"].get("choices") or []}
        return out | {"message": self.message()}

    async def settled(self, timeout: float = 10) -> Json:  # noqa: ASYNC109 - of a whole wait
        """The answer's message once it no longer says "thinking"."""
        await self.answer(timeout)
        await self._until(lambda: not self.interaction.thinking, timeout)
        message = self.message()
        if message is None:
            raise LookupError("The answer has no message, or it was deleted.")
        return message

    def message(self) -> Json | None:
        """The message that answered or was changed, as it is now."""
        return self._shown(self.interaction.original)

    def followups(self) -> list[Json]:
        """What came after the first answer and still stands."""
        shown = (self._shown(post) for post in self.interaction.followups)
        return [message for message in shown if message]

    def _shown(self, post: str | None) -> Json | None:
        found = self._stage.world.posts.get(post or "")
        return message_for(self._stage.world, found, self.interaction.who) if found else None
