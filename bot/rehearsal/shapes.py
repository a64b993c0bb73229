"""How people, guilds and channels look in Discord's JSON.

Source: discord-api-docs, resources/user, guild, channel; what discord.py reads without asking.
"""

from bot.rehearsal.ids import moment
from bot.rehearsal.permissions import EVERYONE, MODERATOR, allowed
from bot.rehearsal.refusals import Json
from bot.rehearsal.world import DM, GROUP_DM, TEXT, Guild, Person, Room, World


def user(person: Person) -> Json:
    """A user object."""
    shape: Json = {
        "id": person.id,
        "username": person.name.lower(),
        "discriminator": "0",
        "global_name": None if person.bot else person.name,
        "avatar": None,
        "flags": 0,
        "public_flags": 0,
        "primary_guild": None,
        "avatar_decoration_data": None,
        "collectibles": None,
    }
    if person.bot:
        shape |= {"bot": True, "username": person.name, "discriminator": "0001"}
    return shape


def myself(person: Person) -> Json:
    """What the bot is told about itself."""
    return user(person) | {
        "verified": True,
        "mfa_enabled": True,
        "email": None,
        "locale": "en-US",
        "banner": None,
        "accent_color": None,
    }


def member(guild: Guild, who: str) -> Json:
    """Somebody's membership, without the user."""
    return {
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": guild.members[who],
        "joined_at": guild.founded,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }


def full_member(world: World, guild: Guild, who: str, room: Room | None = None) -> Json:
    """A membership with its user; with a room: and with the permissions there."""
    shape = member(guild, who) | {"user": user(world.people[who])}
    if room:
        shape["permissions"] = str(allowed(world, who, room))
    return shape


def role(
    identity: str, name: str, permissions: int, position: int, tags: Json | None = None
) -> Json:
    """A role object."""
    shape: Json = {
        "id": identity,
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": position,
        "permissions": str(permissions),
        "managed": tags is not None,
        "mentionable": False,
        "flags": 0,
    }
    return shape | {"tags": tags} if tags else shape


def found(world: World, name: str, owner: str, people: list[str]) -> Guild:
    """A new guild with the bot, everyone's role, a moderator's and the bot's own."""
    identity = world.ids.new()
    crew, own = world.ids.new(), world.ids.new()
    roles = [
        role(identity, "@everyone", EVERYONE, 0),
        role(crew, "Moderator", MODERATOR, 1),
        role(own, world.people[world.bot].name, EVERYONE, 2, {"bot_id": world.bot}),
    ]
    members = {who: [crew] if who == owner else [] for who in people} | {world.bot: [own]}
    return Guild(identity, name, owner, roles, members)


def channel(world: World, guild: str, name: str, position: int) -> Room:
    """A new text channel."""
    return Room(
        {
            "id": world.ids.new(),
            "type": TEXT,
            "guild_id": guild,
            "name": name,
            "position": position,
            "permission_overwrites": [],
            "topic": None,
            "nsfw": False,
            "last_message_id": None,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "flags": 0,
        }
    )


def conversation(world: World, *who: str) -> Room:
    """A new conversation: of two, or a group."""
    group = len(who) > 2
    payload: Json = {
        "id": world.ids.new(),
        "type": GROUP_DM if group else DM,
        "name": None,
        "last_message_id": None,
        "flags": 0,
    }
    if group:
        payload |= {"owner_id": who[0], "icon": None}
    return Room(payload, dict.fromkeys(who, moment()))


def room_for(world: World, room: Room, who: str) -> Json:
    """A channel as somebody is shown it."""
    if room.guild is None:
        others = [user(world.people[m]) for m in room.members if m != who]
        shape = room.payload | {"recipients": others}
        if room.kind == DM:
            del shape["name"]
        return shape
    if room.thread and who in room.members:
        return room.payload | {"member": thread_member(room, who)}
    return room.payload


def thread_member(thread: Room, who: str) -> Json:
    """Somebody's place in a thread."""
    return {
        "id": thread.id,
        "user_id": who,
        "join_timestamp": thread.members[who],
        "flags": 0,
    }


def guild_facts(guild: Guild) -> Json:
    """A guild object as REST gives it."""
    return {
        "id": guild.id,
        "name": guild.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "owner_id": guild.owner,
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": guild.roles,
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "features": [],
        "hub_type": None,
        "incidents_data": None,
    }


def guild_arrival(world: World, guild: Guild, who: str, *, everyone: bool) -> Json:
    """A GUILD_CREATE for somebody; without `everyone`, only their own membership."""
    rooms = [r for r in world.rooms.values() if r.guild == guild.id]
    seen = [r for r in rooms if allowed(world, who, r)]
    crowd = guild.members if everyone else [who]
    facts = guild_facts(guild)
    del facts["home_header"], facts["nsfw"]  # only REST has them
    return facts | {
        "joined_at": guild.founded,
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [full_member(world, guild, m) for m in crowd],
        "voice_states": [],
        "presences": [],
        "channels": [room_for(world, r, who) for r in rooms if not r.thread],
        "threads": [room_for(world, r, who) for r in seen if r.thread and not archived(r)],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def archived(thread: Room) -> bool:
    """Is this thread put away?"""
    return bool(thread.payload["thread_metadata"]["archived"])


def application(world: World) -> Json:
    """The bot's application object."""
    me = world.people[world.bot]
    owner = next(p for p in world.people.values() if not p.bot)
    return {
        "id": me.id,
        "name": me.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": user(me),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "owner": user(owner),
        "team": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "max_participants": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}, "1": {}},
    }
