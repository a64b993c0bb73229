"""What Discord allows in a message. Sources: resources/message, reference, components/reference."""

from collections.abc import Sequence
from typing import Any

from bot.rehearsal.component_limits import check_components
from bot.rehearsal.files import Upload
from bot.rehearsal.refusals import Form, Json, Refused
from bot.rehearsal.rendering import EPHEMERAL, V2

SUPPRESS_EMBEDS, SILENT = 1 << 2, 1 << 12
SETTABLE = SUPPRESS_EMBEDS | SILENT | V2 | EPHEMERAL
CONTENT = 2000  # characters
EMBEDS, EMBED_TEXT, FIELDS = 10, 6000, 25
ATTACHMENTS = 10
ALT_TEXT = 1024  # characters of an attachment's description
NONCE = 25  # characters
EMBED_PARTS = {"title": 256, "description": 4096}
INNER_PARTS = {("footer", "text"): 2048, ("author", "name"): 256}
FIELD_PARTS = {"name": 256, "value": 1024}
LEGACY = ("content", "embeds", "poll", "sticker_ids")  # not beside components V2


def flags(old: int, body: Json) -> int:
    """The flags of an edited message: components V2 and ephemeral never change back."""
    keep = old & (V2 | EPHEMERAL)
    if body.get("flags") is None:
        return old & SETTABLE
    return int(body["flags"]) & (SUPPRESS_EMBEDS | V2) | keep


def message(
    body: Json, uploads: Sequence[Upload], *, root: str = "", known: Sequence[Json] = ()
) -> None:
    """Raise Refused for a message that Discord would not take.

    `known`: the attachments that an edited message keeps.
    """
    form = Form(root)
    form.length("content", body.get("content"), CONTENT)
    _embeds(body.get("embeds") or [], form)
    _files(body, uploads, known, form)
    if body.get("nonce") is not None:
        form.length("nonce", str(body["nonce"]), NONCE)
    modern = bool(int(body.get("flags") or 0) & V2)
    for field in LEGACY if modern else ():
        if body.get(field):
            form.wrong(
                field,
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
    check_components(body.get("components") or [], form, modern=modern)
    form.check()
    filled = ("components",) if modern else ("components", *LEGACY)
    if any(body.get(key) for key in filled):
        return
    if modern or not (uploads or known):
        raise Refused(400, 50006, "Cannot send an empty message")


def _files(body: Json, uploads: Sequence[Upload], known: Sequence[Json], form: Form) -> None:
    if len(uploads) + len(known) > ATTACHMENTS:
        number = f"Maximum number of attachments in a message reached ({ATTACHMENTS})"
        raise Refused(400, 30015, number)
    there = {u.field for u in uploads} | {str(k["id"]) for k in known}
    for index, note in enumerate(body.get("attachments") or []):
        form.length(f"attachments.{index}.description", note.get("description"), ALT_TEXT)
        if str(note.get("id")) not in there:
            fault = "There is no such file in this request."
            form.wrong(f"attachments.{index}.id", "ATTACHMENT_NOT_FOUND", fault)


def _embeds(embeds: list[Json], form: Form) -> None:
    if len(embeds) > EMBEDS:
        form.wrong("embeds", "BASE_TYPE_MAX_LENGTH", f"Must be {EMBEDS} or fewer in length.")
    total = 0
    for index, embed in enumerate(embeds):
        path = f"embeds.{index}"
        for part, most in EMBED_PARTS.items():
            form.length(f"{path}.{part}", embed.get(part), most)
            total += len(embed.get(part) or "")
        for (outer, inner), most in INNER_PARTS.items():
            text = (embed.get(outer) or {}).get(inner)
            form.length(f"{path}.{outer}.{inner}", text, most)
            total += len(text or "")
        fields: list[Json] = embed.get("fields") or []
        if len(fields) > FIELDS:
            fault = f"Must be {FIELDS} or fewer in length."
            form.wrong(f"{path}.fields", "BASE_TYPE_MAX_LENGTH", fault)
        for number, field in enumerate(fields):
            for part, most in FIELD_PARTS.items():
                form.length(f"{path}.fields.{number}.{part}", field.get(part, ""), most, least=1)
                total += len(field.get(part) or "")
    if total > EMBED_TEXT:
        fault = f"Embed size exceeds maximum size of {EMBED_TEXT}"
        form.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", fault)


def deferral(data: Json) -> None:
    """Raise Refused for an answer "later" that says more than that it is ephemeral."""
    said: Any = data.get("flags") or 0
    if int(said) & ~EPHEMERAL:
        form = Form("data")
        form.wrong("flags", "BITFIELD_INVALID", "Only EPHEMERAL can be set on a deferred response.")
        form.check()


def choices(data: Json) -> None:
    """Raise Refused for wrong autocomplete choices."""
    form = Form("data")
    some: list[Json] = data.get("choices") or []
    if len(some) > 25:
        form.wrong("choices", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 25 in length.")
    for index, choice in enumerate(some):
        path = f"choices.{index}"
        form.length(f"{path}.name", choice.get("name", ""), 100, least=1)
        if isinstance(choice.get("value"), str):
            form.length(f"{path}.value", choice["value"], 100, least=1)
    form.check()
