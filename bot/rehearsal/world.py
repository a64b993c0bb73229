"""Everything there is on our Discord, by id; changes go to the journal and wake who waits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.ids import Ids, moment
from bot.rehearsal.journal import Journal
from bot.rehearsal.refusals import (
    Json,
    unknown_account,
    unknown_channel,
    unknown_guild,
    unknown_message,
)

DM, GROUP_DM, TEXT = 1, 3, 0
THREADS = (10, 11, 12)
PRIVATE_THREAD = 12


@dataclass
class Person:
    """Somebody with an account: a human, or the bot."""

    id: str
    name: str
    colour: str = "#5865f2"  # the page's avatar, as CSS
    bot: bool = False
    locale: str = "en-US"
    closed: bool = False  # takes no direct messages


@dataclass
class Guild:
    """A server: its roles, and who is in it with which roles."""

    id: str
    name: str
    owner: str
    roles: list[Json] = field(default_factory=list[Json])
    members: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    founded: str = field(default_factory=moment)


@dataclass
class Room:
    """A channel, a thread or a conversation: Discord's JSON, and who is in it."""

    payload: Json
    members: dict[str, str] = field(default_factory=dict[str, str])  # threads and DMs: since when

    @property
    def id(self) -> str:
        return self.payload["id"]

    @property
    def kind(self) -> int:
        return self.payload["type"]

    @property
    def guild(self) -> str | None:
        return self.payload.get("guild_id")

    @property
    def thread(self) -> bool:
        return self.kind in THREADS


@dataclass
class Post:
    """A message: Discord's JSON without what depends on the reader.

    `files` are all its attachments; the JSON has only those that nothing else in it shows.
    """

    payload: Json
    files: list[Json] = field(default_factory=list[Json])
    reader: str | None = None  # an ephemeral message's only reader
    reactions: dict[str, list[str]] = field(default_factory=dict[str, list[str]])  # who, by emoji
    nonce: str | None = None
    room: str = ""

    @property
    def id(self) -> str:
        return self.payload["id"]


class World:
    """The tables. Lookups raise Refused with Discord's code for what is unknown."""

    def __init__(self, journal: Journal) -> None:
        self.ids = Ids()
        self.people: dict[str, Person] = {}
        self.guilds: dict[str, Guild] = {}
        self.rooms: dict[str, Room] = {}
        self.posts: dict[str, Post] = {}
        self.commands: dict[str, list[Json]] = {}  # by guild; "": everywhere
        self._in: dict[str, list[str]] = {}  # the posts of a room, oldest first
        self._journal = journal
        self._watchers: list[Callable[[], None]] = []
        self.nonces: dict[tuple[str, str], str] = {}  # the latest post by author and nonce
        self.bot = ""
        for table, key, value in journal.read():
            self._remember(table, key, value)

    # ------------------------------------------------------------ changes

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after every change, until the returned function is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def changed(self) -> None:
        """Wake everybody who waits for a change."""
        for watcher in tuple(self._watchers):
            watcher()

    def keep(self, thing: Person | Guild | Room | Post) -> None:
        """Add or change something."""
        table = type(thing).__name__
        self._place(thing)
        self._journal.write(table, thing.id, vars(thing))
        self.changed()

    def keep_commands(self, guild: str, commands: list[Json]) -> None:
        """Replace what the bot has registered in one guild, or everywhere (`""`)."""
        self.commands[guild] = commands
        self._journal.write("commands", guild, commands)
        self.changed()

    def drop_post(self, post: str) -> None:
        """Forget a message."""
        gone = self.posts.pop(post)
        self._in[gone.room].remove(post)
        self._journal.write("Post", post, None)
        self.changed()

    def drop_room(self, room: str) -> None:
        """Forget a channel, what was said in it, and its threads."""
        for thread in [r.id for r in self.threads(room)]:
            self.drop_room(thread)
        for post in tuple(self._in.get(room, ())):
            self.drop_post(post)
        self.rooms.pop(room, None)
        self._journal.write("Room", room, None)
        self.changed()

    def _remember(self, table: str, key: str, value: Any) -> None:
        kinds = {"Person": Person, "Guild": Guild, "Room": Room, "Post": Post}
        if table == "commands":
            self.commands[key] = value
        else:
            self._place(kinds[table](**value))

    def _place(self, thing: Person | Guild | Room | Post) -> None:
        match thing:
            case Person():
                self.people[thing.id] = thing
                self.bot = thing.id if thing.bot else self.bot
            case Guild():
                self.guilds[thing.id] = thing
            case Room():
                self.rooms[thing.id] = thing
            case Post():
                if thing.id not in self.posts:
                    self._in.setdefault(thing.room, []).append(thing.id)
                self.posts[thing.id] = thing
                if thing.nonce:
                    self.nonces[thing.payload["author"]["id"], thing.nonce] = thing.id

    # ------------------------------------------------------------ lookups

    def person(self, who: str) -> Person:
        """Raises Refused (10013)."""
        if who not in self.people:
            raise unknown_account()
        return self.people[who]

    def guild(self, guild: str) -> Guild:
        """Raises Refused (10004)."""
        if guild not in self.guilds:
            raise unknown_guild()
        return self.guilds[guild]

    def room(self, room: str) -> Room:
        """Raises Refused (10003)."""
        if room not in self.rooms:
            raise unknown_channel()
        return self.rooms[room]

    def post(self, room: str, post: str) -> Post:
        """Raises Refused (10008)."""
        found = self.posts.get(post)
        if found is None or found.room != room:
            raise unknown_message()
        return found

    def posts_in(self, room: str) -> list[Post]:
        """What was said in a room, oldest first."""
        return [self.posts[post] for post in self._in.get(room, ())]

    def threads(self, room: str) -> Iterator[Room]:
        """The threads of a channel."""
        return (
            r for r in tuple(self.rooms.values()) if r.thread and r.payload["parent_id"] == room
        )

    def dm(self, *who: str) -> Room | None:
        """The conversation of exactly these people, if they have one."""
        some = (r for r in self.rooms.values() if r.kind == DM and set(r.members) == set(who))
        return next(some, None)
