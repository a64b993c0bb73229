"""Who may do what, where: Discord's bits, roles and overwrites.

Source: discord-api-docs, topics/permissions.
"""

from bot.rehearsal.refusals import missing_access, missing_permissions
from bot.rehearsal.world import PRIVATE_THREAD, Guild, Room, World

BITS = {
    name: 1 << place
    for place, name in {
        0: "create_instant_invite",
        1: "kick_members",
        2: "ban_members",
        3: "administrator",
        4: "manage_channels",
        5: "manage_guild",
        6: "add_reactions",
        7: "view_audit_log",
        10: "view_channel",
        11: "send_messages",
        12: "send_tts_messages",
        13: "manage_messages",
        14: "embed_links",
        15: "attach_files",
        16: "read_message_history",
        17: "mention_everyone",
        18: "use_external_emojis",
        26: "change_nickname",
        27: "manage_nicknames",
        28: "manage_roles",
        29: "manage_webhooks",
        31: "use_application_commands",
        34: "manage_threads",
        35: "create_public_threads",
        36: "create_private_threads",
        38: "send_messages_in_threads",
        40: "moderate_members",
        46: "send_voice_messages",
        49: "send_polls",
        50: "use_external_apps",
        51: "pin_messages",
    }.items()
}
ALL = sum(BITS.values())


def bits(*names: str) -> int:
    """The sum of some permissions by name."""
    return sum(BITS[name] for name in names)


EVERYONE = bits(
    "add_reactions",
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "use_external_emojis",
    "change_nickname",
    "use_application_commands",
    "create_public_threads",
    "create_private_threads",
    "send_messages_in_threads",
    "send_polls",
    "use_external_apps",
)
MODERATOR = bits("manage_guild", "manage_channels", "manage_messages", "manage_threads") | bits(
    "moderate_members", "pin_messages", "mention_everyone"
)
IN_DM = EVERYONE & ~bits("create_public_threads", "create_private_threads")


def allowed(world: World, who: str, room: Room) -> int:
    """What somebody may do in a room, as bits; 0 if they are not there at all."""
    if room.guild is None:
        return IN_DM if who in room.members else 0
    guild = world.guilds[room.guild]
    if who not in guild.members:
        return 0
    may = in_guild(guild, who)
    if may & BITS["administrator"]:
        return ALL
    parent = world.rooms[room.payload["parent_id"]] if room.thread else room
    may = _overwritten(may, parent, guild, who)
    if room.kind == PRIVATE_THREAD and who not in room.members and not may & BITS["manage_threads"]:
        return 0
    return may if may & BITS["view_channel"] else 0


def in_guild(guild: Guild, who: str) -> int:
    """What somebody's roles give them."""
    if guild.owner == who:
        return ALL
    held = {guild.id, *guild.members.get(who, ())}
    may = 0
    for role in guild.roles:
        if role["id"] in held:
            may |= int(role["permissions"])
    return may


def _overwritten(may: int, room: Room, guild: Guild, who: str) -> int:
    """Everyone's overwrite, then the roles' together, then the member's own."""
    rules = {rule["id"]: rule for rule in room.payload.get("permission_overwrites", ())}
    held = [rules[role] for role in guild.members[who] if role in rules]
    for group in ([rules[guild.id]] if guild.id in rules else [], held):
        for rule in group:
            may &= ~int(rule["deny"])
        for rule in group:
            may |= int(rule["allow"])
    if who in rules:
        may = may & ~int(rules[who]["deny"]) | int(rules[who]["allow"])
    return may


def sees(world: World, who: str, room: Room) -> bool:
    """May somebody read here?"""
    return bool(allowed(world, who, room) & BITS["view_channel"])


def need(world: World, who: str, room: Room, *names: str) -> None:
    """Raise Refused: 50001 for a room that is out of sight, 50013 for a missing permission."""
    may = allowed(world, who, room)
    if not may & BITS["view_channel"]:
        raise missing_access()
    if any(not may & BITS[name] for name in names):
        raise missing_permissions()
