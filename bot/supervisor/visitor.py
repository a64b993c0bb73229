"""A person at the rehearsal's page, without the page: speaks, types commands, presses buttons."""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import uuid4

import aiohttp

Data = dict[str, Any]
T = TypeVar("T")

SUBCOMMAND, INTEGER = 1, 4
COMMAND, COMPONENT, SUBMIT = 2, 3, 5
ANSWER = 5.0  # seconds; Discord waits 3 for the bot
NESTED = ("components", "accessory", "component")


class LostError(Exception):
    """What was expected did not come in time, or was refused."""


class Visitor:
    """One person's view of the world, kept up to date by the page's socket."""

    def __init__(self, session: aiohttp.ClientSession, base: str, ready: Data) -> None:
        self.id: str = ready["user"]["id"]
        self.bot: str = ready["bot"]["id"]
        self.names: dict[str, str] = {
            each["id"]: each.get("global_name") or each["username"]
            for each in (*ready["people"], ready["bot"])
        }
        self.channels: dict[str, str] = {}  # id -> name; threads too
        self.messages: dict[str, Data] = {}  # by id, oldest first
        self._session = session
        self._base = base
        self._commands: list[Data] = ready["commands"]
        self._states: dict[str, Data] = {}  # by the nonce of an interaction
        self._forms: dict[str, Data] = {}  # by the nonce of the interaction that opened it
        self._changed = asyncio.Condition()
        for channel in (*ready["guild"]["channels"], *ready["guild"]["threads"]):
            self.channels[channel["id"]] = channel["name"]

    def channel(self, name: str) -> str:
        """The id of a channel by its name."""
        return next(key for key, each in self.channels.items() if each == name)

    async def say(self, channel: str, text: str, reply_to: str | None = None) -> None:
        """Write a message; `@bot` in it mentions the bot."""
        said: Data = {"content": text.replace("@bot", f"<@{self.bot}>")}
        if reply_to:
            said["message_reference"] = {"message_id": reply_to}
        await self._post(f"channels/{channel}/messages", said)

    async def slash(self, channel: str, name: str, options: Mapping[str, Any]) -> None:
        """Type a command as "brief new"."""
        first, *rest = name.split()
        command = next(each for each in self._commands if each["name"] == first)
        said = [
            {"name": key, "type": INTEGER if isinstance(value, int) else 3, "value": value}
            for key, value in options.items()
        ]
        for part in reversed(rest):
            said = [{"name": part, "type": SUBCOMMAND, "options": said}]
        data = {"id": command["id"], "name": first, "type": 1, "options": said}
        await self._interact(COMMAND, channel, data)

    async def press(self, message: Data, label: str, values: list[str] | None = None) -> str:
        """Press the button with this label, or choose in the menu with this placeholder.

        Returns the interaction's nonce. Raises LostError where nobody answers.
        """
        part = find(message, label)
        data: Data = {"custom_id": part["custom_id"], "component_type": part["type"]}
        if values is not None:
            data["values"] = values
        channel = message["channel_id"]
        return await self._interact(COMPONENT, channel, data, message_id=message["id"])

    async def fill(self, message: Data, label: str, answers: Mapping[str, Any]) -> None:
        """Press a button that opens a form, and fill that in: custom_id -> value.

        What is not answered keeps what it shows.
        """
        nonce = await self.press(message, label)
        form = await self.until(lambda: self._forms.get(nonce), ANSWER, "the form")
        fields: list[Data] = []
        for row in form["components"]:
            field = row.get("component")
            if field is None:
                continue
            key, value = _answer(field, answers)
            said = {"type": field["type"], "custom_id": field["custom_id"], key: value}
            fields.append({"type": row["type"], "component": said})
        data = {"custom_id": form["custom_id"], "components": fields}
        opened = form["interaction_id"]
        await self._interact(SUBMIT, message["channel_id"], data, interaction_id=opened)

    async def react(self, message: Data, emoji: str) -> None:
        """Add a reaction."""
        path = f"channels/{message['channel_id']}/messages/{message['id']}/reactions/{emoji}"
        await self._request("PUT", path)

    async def until(self, look: Callable[[], T | None], seconds: float, what: str) -> T:
        """What `look` finds once it finds something. Raises LostError naming `what`."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                while (found := look()) is None:
                    await self._changed.wait()
                return found
        except TimeoutError:
            raise LostError(f"{what} did not come within {seconds:g} s") from None

    def newest(self, right: Callable[[Data], bool]) -> Data | None:
        """The newest message that is right."""
        return next((each for each in reversed(self.messages.values()) if right(each)), None)

    async def picture(self, url: str) -> bytes:
        """The bytes of an attachment."""
        async with self._session.get(url) as answer:
            answer.raise_for_status()
            return await answer.read()

    # ------------------------------------------------------------ the page's own requests

    async def _interact(self, kind: int, channel: str, data: Data, **more: str) -> str:
        nonce = uuid4().hex
        said = {"nonce": nonce, "type": kind, "channel_id": channel, "data": data, **more}
        await self._post("interactions", said)
        state = await self.until(lambda: self._states.get(nonce), ANSWER, "the bot's answer")
        if state["state"] == "failed":
            raise LostError(f"the bot did not answer: {state.get('error')}")
        return nonce

    async def _post(self, path: str, said: Data) -> None:
        await self._request("POST", path, said)

    async def _request(self, method: str, path: str, said: Data | None = None) -> None:
        headers = {"X-Acting-As": self.id}
        url = f"{self._base}rehearsal/{path}"
        async with self._session.request(method, url, json=said, headers=headers) as answer:
            if answer.status >= 400:
                raise LostError(f"{method} {path}: {answer.status} {await answer.text()}")

    async def hear(self, name: str, data: Data) -> None:
        """Take in one event of the socket."""
        async with self._changed:
            match name:
                case "MESSAGE_CREATE" | "MESSAGE_UPDATE":
                    self.messages[data["id"]] = self.messages.get(data["id"], {}) | data
                case "MESSAGE_DELETE":
                    self.messages.pop(data["id"], None)
                case "CHANNEL_CREATE" | "THREAD_CREATE" | "THREAD_UPDATE":
                    self.channels[data["id"]] = data["name"]
                case "COMMANDS_UPDATE":
                    self._commands = data["commands"]
                case "MODAL":
                    self._forms[data["nonce"]] = data
                case "INTERACTION" if data["state"] in ("acked", "failed"):
                    self._states[data["nonce"]] = data
                case _:
                    return
            self._changed.notify_all()


@asynccontextmanager
async def visit(base: str, name: str) -> AsyncGenerator[Visitor]:
    """Be that person for a while. `base` is the page's address."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{base}rehearsal/people") as answer:
            people: list[Data] = await answer.json(content_type=None)
        user = next(each["id"] for each in people if each["global_name"] == name)
        socket = session.ws_connect(f"{base}rehearsal/socket?user={user}", max_msg_size=0)
        async with socket as stream:
            first = json.loads(await stream.receive_str())
            visitor = Visitor(session, base, first["d"])
            hearing = asyncio.create_task(_hear(stream, visitor))
            try:
                yield visitor
            finally:
                hearing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await hearing


async def _hear(stream: aiohttp.ClientWebSocketResponse, visitor: Visitor) -> None:
    async for frame in stream:
        said = json.loads(frame.data)
        await visitor.hear(said["t"], said["d"])


def parts(message: Data) -> Iterator[Data]:
    """Every component of a message, nested ones too."""
    todo: list[Data] = list(message.get("components") or ())
    while todo:
        part = todo.pop(0)
        yield part
        for key in NESTED:
            inside = part.get(key) or []
            todo += inside if isinstance(inside, list) else [inside]


def find(message: Data, label: str) -> Data:
    """The button with this label or the menu with this placeholder. Raises LostError."""
    for part in parts(message):
        if label in (part.get("label"), part.get("placeholder")) and not part.get("disabled"):
            return part
    raise LostError(f"there is no {label!r} to press")


def has(message: Data, label: str) -> bool:
    """Is there something to press with this label?"""
    with contextlib.suppress(LostError):
        return bool(find(message, label))
    return False


def words(message: Data) -> str:
    """All that a message says."""
    texts = (part.get("content", "") for part in parts(message))
    return "\n".join((message.get("content") or "", *texts))


def pictures(message: Data) -> list[str]:
    """The addresses of the pictures and clips that a message shows."""
    media = [item["media"] for part in parts(message) for item in part.get("items") or ()]
    return [each["url"] for each in media]


def _answer(field: Data, answers: Mapping[str, Any]) -> tuple[str, Any]:
    single = field["type"] in (4, 21, 23)  # text, radio group, checkbox
    key = "value" if single else "values"
    said = next((v for k, v in answers.items() if field["custom_id"].endswith(k)), None)
    if said is not None:
        return key, said
    if field["type"] == 4:
        return key, field.get("value") or ""
    options = field.get("options") or ()
    chosen = [each["value"] for each in options if each.get("default")]
    return (key, chosen[0] if chosen else None) if single else (key, chosen)
