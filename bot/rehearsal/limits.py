"""What Discord allows in a message. Sources: resources/message and components/reference."""

from collections.abc import Sequence

from bot.rehearsal.files import Upload
from bot.rehearsal.refusals import Form, Json, Refused
from bot.rehearsal.rendering import V2

SUPPRESS_EMBEDS, SILENT = 1 << 2, 1 << 12
SETTABLE = SUPPRESS_EMBEDS | SILENT | V2 | (1 << 6)


def flags(old: int, body: Json) -> int:
    """The flags of an edited message: components V2 never goes away again."""
    if body.get("flags") is None:
        return old & SETTABLE
    return int(body["flags"]) & SETTABLE | old & (V2 | (1 << 6))


def message(
    body: Json, uploads: Sequence[Upload], *, root: str = "", known: Sequence[Json] = ()
) -> None:
    """Raise Refused for a message that Discord would not take."""
    form = Form(root)
    form.length("content", body.get("content"), 2000)
    form.check()
    filled = ("content", "embeds", "components", "sticker_ids", "poll")
    if not any(body.get(k) for k in filled) and not uploads and not known:
        raise Refused(400, 50006, "Cannot send an empty message")


def deferral(data: Json) -> None:
    """Raise Refused for an answer "later" that says more than that it is ephemeral."""


def choices(data: Json) -> None:
    """Raise Refused for wrong autocomplete choices."""


def modal(data: Json) -> None:
    """Raise Refused for a form that Discord would not open."""


def commands(some: object) -> None:
    """Raise Refused for commands that Discord would not register."""
