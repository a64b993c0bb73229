"""The bot answers an interaction: at once, and later with what follows.

Source: discord-api-docs, interactions/receiving-and-responding.
"""

from collections.abc import Sequence
from typing import Any

from bot.rehearsal import limits, posts
from bot.rehearsal.asking import state, to_page
from bot.rehearsal.files import Upload
from bot.rehearsal.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from bot.rehearsal.modal_limits import check_modal
from bot.rehearsal.refusals import Json, Refused, invalid, unknown_interaction, unknown_message
from bot.rehearsal.rendering import EPHEMERAL, LOADING, message_for
from bot.rehearsal.shapes import user
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post

SAY, THINK, LATER, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
FITS = {  # which answers an interaction takes
    COMMAND: (SAY, THINK, FORM),
    COMPONENT: (SAY, THINK, LATER, UPDATE, FORM),
    AUTOCOMPLETE: (CHOICES,),
    MODAL: (SAY, THINK, LATER, UPDATE),
}
GUEST_FOLLOWUPS = 5  # where the app is only there for the user


def answer(stage: Stage, it: Interaction, body: Json, uploads: Sequence[Upload]) -> Json:
    """Take the first answer; the callback object. Raises Refused (10062, 40060, 50035...)."""
    if not it.answerable:
        raise unknown_interaction()
    if it.callback is not None:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    kind: Any = body.get("type")
    if kind not in FITS[it.kind] or (kind in (LATER, UPDATE) and it.message is None):
        fault = f"Value must be one of {set(FITS[it.kind])}."
        raise invalid("type", "BASE_TYPE_CHOICES", fault)
    data: Json = body.get("data") or {}
    post = _carry_out(stage, it, int(kind), data, uploads)
    it.callback, it.seconds = {"type": kind, "data": data}, it.age
    it.original = post.id if post else it.message if kind == LATER else None
    state(stage, it, "acked")
    if kind == FORM:
        form = {"nonce": it.nonce, "interaction_id": it.id, **data}
        to_page(stage, it, "MODAL", form)
    if kind == CHOICES:
        choices: Json = {"nonce": it.nonce, "choices": data.get("choices") or []}
        to_page(stage, it, "CHOICES", choices)
    it.done.set()
    stage.world.changed()
    return _callback(stage, it, int(kind), post)


def _carry_out(
    stage: Stage, it: Interaction, kind: int, data: Json, uploads: Sequence[Upload]
) -> Post | None:
    match kind:
        case 4:
            return _say(stage, it, data, uploads, root="data")
        case 5:
            limits.deferral(data)
            it.thinking = True
            secret = int(data.get("flags") or 0) & EPHEMERAL
            return _say(stage, it, {}, (), loading=True, secret=bool(secret))
        case 7:
            post = stage.world.posts.get(it.message or "")
            if post is None:
                raise unknown_message()
            return posts.change(stage, post, data, uploads, root="data")
        case 8:
            limits.choices(data)
        case 9:
            check_modal(data)
        case _:
            pass
    return None


def _say(
    stage: Stage,
    it: Interaction,
    data: Json,
    uploads: Sequence[Upload],
    *,
    loading: bool = False,
    secret: bool = False,
    root: str = "",
    reply: str | None = None,
) -> Post:
    """Post a message that belongs to the interaction."""
    world = stage.world
    secret = secret or bool(int(data.get("flags") or 0) & EPHEMERAL)
    extra: Json = {
        "type": 20 if it.kind == COMMAND else 0,
        "application_id": world.bot,
        "webhook_id": world.bot,
        "interaction_metadata": _metadata(stage, it),
    }
    if it.kind == COMMAND:  # the older field, and the only one with the command's name
        asker = user(world.people[it.who])
        name = _full_name(it.data)
        extra["interaction"] = {"id": it.id, "type": COMMAND, "name": name, "user": asker}
    if loading:
        extra["flags"] = LOADING | (EPHEMERAL if secret else 0)
    if reply:
        extra |= {"type": 19, "message_reference": {"type": 0, "message_id": reply}}
        extra["message_reference"]["channel_id"] = it.room
    reader = it.who if secret else None
    room = world.room(it.room)
    return posts.write(stage, world.bot, room, data, uploads, reader=reader, extra=extra, root=root)


def _metadata(stage: Stage, it: Interaction) -> Json:
    shape: Json = {
        "id": it.id,
        "type": it.kind,
        "user": user(stage.world.people[it.who]),
        "authorizing_integration_owners": {"1": it.who} if it.guest else {},
    }
    if it.original:
        shape["original_response_message_id"] = it.original
    if it.kind == COMMAND and it.data["type"] == 3:
        shape["target_message_id"] = it.data["target_id"]
    if it.kind == COMPONENT and it.message:
        shape["interacted_message_id"] = it.message
    if it.kind == MODAL:
        shape["triggering_interaction_metadata"] = {
            "id": it.id,
            "type": COMMAND,
            "user": shape["user"],
            "authorizing_integration_owners": {},
        }
    return shape


def _full_name(data: Json) -> str:
    """The name of a command with its group and subcommand, such as "brief new"."""
    below = next((o for o in data.get("options") or [] if o["type"] in (1, 2)), None)
    name = str(data.get("name", ""))
    return f"{name} {_full_name(below)}" if below else name


def _callback(stage: Stage, it: Interaction, kind: int, post: Post | None) -> Json:
    about: Json = {"id": it.id, "type": it.kind}
    if post is None:
        return {"interaction": about}
    about |= {
        "response_message_id": post.id,
        "response_message_loading": it.thinking,
        "response_message_ephemeral": post.reader is not None,
    }
    if kind == THINK:
        return {"interaction": about}
    message = message_for(stage.world, post, stage.world.bot)
    return {"interaction": about, "resource": {"type": kind, "message": message}}


# ---------------------------------------------------------------- what follows


def token(stage: Stage, app: str, token: str) -> Interaction:
    """The interaction of a webhook address. Raises Refused (50027, 10015)."""
    it = stage.open.get(token)
    if app != stage.world.bot or it is None:
        raise Refused(404, 10015, "Unknown Webhook")
    if not it.alive:
        raise Refused(401, 50027, "Invalid Webhook Token")
    if it.callback is None:
        raise Refused(404, 10015, "Unknown Webhook")
    return it


def follow(stage: Stage, it: Interaction, body: Json, uploads: Sequence[Upload]) -> Post:
    """Another message. The first one after "thinking" takes its place. Raises Refused."""
    if it.thinking and it.original in stage.world.posts:
        return fill(stage, it, body, uploads)
    if it.guest and len(it.followups) >= GUEST_FOLLOWUPS:
        raise Refused(400, 40094, "Maximum number of follow up messages reached")
    anchor = it.original or it.message
    reply = anchor if anchor in stage.world.posts else None
    post = _say(stage, it, body, uploads, reply=reply)
    it.followups.append(post.id)
    return post


def fill(stage: Stage, it: Interaction, body: Json, uploads: Sequence[Upload]) -> Post:
    """Put the answer where "thinking" stood."""
    post = stage.world.posts[it.original or ""]
    fresh = {"content": None, "embeds": [], **body}
    filled = posts.change(stage, post, fresh, uploads)
    it.thinking = False
    return filled


def message(stage: Stage, it: Interaction, which: str) -> Post:
    """The answer, or one that followed. Raises Refused (10008)."""
    wanted = it.original if which == "@original" else which
    mine = wanted in (it.original, *it.followups)
    post = stage.world.posts.get(wanted or "")
    if post is None or not mine:
        raise unknown_message()
    return post
