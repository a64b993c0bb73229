"""A person does something that the bot must answer: the interaction goes out, the clock starts."""

import asyncio
from typing import Any
from uuid import uuid4

from bot.rehearsal import shapes
from bot.rehearsal.interaction import COMPONENT, FIRST_ANSWER, MODAL, Interaction
from bot.rehearsal.news import Event
from bot.rehearsal.permissions import allowed
from bot.rehearsal.refusals import Json
from bot.rehearsal.rendering import message_for
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post, Room

FORGET = 20 * 60.0  # seconds after which a spent token is not even remembered


def ask(
    stage: Stage,
    who: str,
    room: Room,
    kind: int,
    data: Json,
    *,
    post: Post | None = None,
    nonce: str = "",
    first: Interaction | None = None,
) -> Interaction:
    """Send an interaction to the bot; `first` is the one whose form is handed in."""
    bot = stage.world.bot
    at_home = room.guild is not None and bot in stage.world.guilds[room.guild].members
    context = 0 if room.guild else 1 if bot in room.members and len(room.members) == 2 else 2
    interaction = Interaction(
        id=stage.world.ids.new(),
        token=f"aW50ZXJhY3Rpb24{uuid4().hex}",
        kind=kind,
        who=who,
        room=room.id,
        data=data,
        message=post.id if post else None,
        nonce=nonce,
        context=context,
        guest=not at_home and context != 1,
    )
    stage.open[interaction.token] = interaction
    loop = asyncio.get_running_loop()
    loop.call_later(FIRST_ANSWER, _late, stage, interaction)
    loop.call_later(FORGET, stage.open.pop, interaction.token, None)
    state(stage, interaction, "sent")
    payload = _payload(stage, interaction, room, post, first)
    stage.news.tell(Event("INTERACTION_CREATE", payload, guild=room.guild, human=False, reader=bot))
    return interaction


def state(stage: Stage, interaction: Interaction, now: str, **more: Any) -> None:
    """Tell the person's page how it stands."""
    data: Json = {"nonce": interaction.nonce, "id": interaction.id, "state": now, **more}
    to_page(stage, interaction, "INTERACTION", data)


def to_page(stage: Stage, interaction: Interaction, name: str, data: Json) -> None:
    """Tell one person's page something that only pages know."""
    stage.news.tell(Event(name, data, reader=interaction.who, bot=False))


def _late(stage: Stage, interaction: Interaction) -> None:
    if interaction.callback is None:
        state(stage, interaction, "failed", error="The application did not respond")
        stage.world.changed()


def _payload(
    stage: Stage, it: Interaction, room: Room, post: Post | None, first: Interaction | None
) -> Json:
    world = stage.world
    installed = bool(room.guild) and not it.guest
    owners: Json = {}
    if installed:
        owners["0"] = room.guild
    elif it.context == 1:
        owners["0"] = "0"
    if it.guest:
        owners["1"] = it.who
    channel = shapes.room_for(world, room, it.who)
    if room.guild:
        channel = channel | {"permissions": str(allowed(world, it.who, room))}
    payload: Json = {
        "version": 1,
        "id": it.id,
        "application_id": world.bot,
        "type": it.kind,
        "token": it.token,
        "data": it.data,
        "channel_id": room.id,
        "channel": channel,
        "app_permissions": str(_app_permissions(stage, room)),
        "locale": world.people[it.who].locale,
        "entitlements": [],
        "authorizing_integration_owners": owners,
        "context": it.context,
        "attachment_size_limit": stage.files.limit,
    }
    if room.guild:
        guild = world.guilds[room.guild]
        payload |= {
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": shapes.full_member(world, guild, it.who, room),
        }
    else:
        payload["user"] = shapes.user(world.people[it.who])
    shown = post if it.kind == COMPONENT else None
    if it.kind == MODAL and first and first.message:
        shown = world.posts.get(first.message)
    if shown:
        payload["message"] = message_for(world, shown, world.bot)
    return payload


def _app_permissions(stage: Stage, room: Room) -> int:
    """What the bot may do here; as a guest, what any app of a user may."""
    return allowed(stage.world, stage.world.bot, room) or shapes.EVERYONE
