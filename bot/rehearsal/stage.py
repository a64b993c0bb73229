"""What every part of our Discord works on together."""

from dataclasses import dataclass, field

from bot.rehearsal.faults import Faults
from bot.rehearsal.files import Files
from bot.rehearsal.interaction import Interaction
from bot.rehearsal.news import Event, News
from bot.rehearsal.refusals import Json
from bot.rehearsal.shapes import room_for
from bot.rehearsal.world import Room, World


@dataclass
class Stage:
    """The world, its files, who listens, what is being answered, and what is to go wrong."""

    world: World
    files: Files
    news: News
    faults: Faults
    base: str
    gateway: str
    token: str
    shards: int = 1  # what the bot is told to open
    open: dict[str, Interaction] = field(default_factory=dict[str, Interaction])  # by token
    uploads: dict[str, Json] = field(default_factory=dict[str, Json])  # by id, for options, forms
    content: bool = False  # does the bot have the message content intent?

    def opened(self, room: Room) -> None:
        """A conversation has begun. A bot is not told: it learns of it from the first message."""
        for who in room.members:
            shape = room_for(self.world, room, who)
            self.news.tell(Event("CHANNEL_CREATE", shape, reader=who, bot=False))

    def tell(self, name: str, data: Json, room: Room | None = None, *, human: bool = True) -> None:
        """Something happened in a room, or in no particular place."""
        guild = room.guild if room else None
        self.news.tell(Event(name, data, room=room, guild=guild, human=human))
