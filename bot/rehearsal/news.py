"""What happens, told to whoever listens: the bot's gateway and the page's sockets."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.rehearsal.refusals import Json
from bot.rehearsal.world import Post, Room


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    name: str  # Discord's name of it
    data: Json
    room: Room | None = None  # where: only who sees the room hears of it
    guild: str | None = None
    reader: str | None = None  # only this person hears of it
    post: Post | None = None  # `data` is made from it for each listener
    human: bool = True  # the page hears of it
    bot: bool = True  # the bot hears of it


class News:
    """Tells every listener every event, in order."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Hear everything until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, event: Event) -> None:
        """Something happened."""
        for listener in tuple(self._listeners):
            listener(event)
