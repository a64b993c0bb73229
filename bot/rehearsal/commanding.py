"""A person uses a command: found, its options held against what was registered, names resolved."""

from typing import Any

from bot.rehearsal.permissions import BITS, allowed
from bot.rehearsal.refusals import Form, Json, Refused, invalid
from bot.rehearsal.resolving import Resolved
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Room

SUB, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTION, NUMBER, FILE = range(1, 12)
CHAT, ON_USER, ON_MESSAGE = 1, 2, 3
KINDS: dict[int, tuple[type, ...]] = {
    INTEGER: (int,),
    BOOLEAN: (bool,),
    NUMBER: (int, float),
}


def available(stage: Stage, who: str, room: Room) -> list[Json]:
    """The commands that somebody may use in a room."""
    world = stage.world
    home = room.guild is not None and world.bot in world.guilds[room.guild].members
    context = 0 if room.guild else 1 if world.bot in room.members else 2
    may = allowed(world, who, room)
    if room.guild and not may & BITS["use_application_commands"]:
        return []
    some = world.commands.get("", []) + (world.commands.get(room.guild, []) if room.guild else [])
    return [c for c in some if _fits(c, context, may, installed=home or context == 1)]


def _fits(command: Json, context: int, may: int, *, installed: bool) -> bool:
    contexts = command.get("contexts")
    if contexts is None:
        contexts = (0, 1, 2) if command.get("dm_permission", True) else (0,)
    if context not in contexts:
        return False
    if not installed and 1 not in (command.get("integration_types") or [0]):
        return False
    needed = command.get("default_member_permissions")
    if needed is None or context != 0:
        return True
    bits = int(needed) or BITS["administrator"]  # "0": nobody but administrators
    return may & bits == bits


def find(stage: Stage, who: str, room: Room, data: Json) -> Json:
    """The registered command that is meant, by id or by name and type. Raises Refused (10063)."""
    kind = int(data.get("type") or CHAT)
    for command in available(stage, who, room):
        same = (command["name"], command["type"]) == (data.get("name"), kind)
        if command["id"] == str(data.get("id", "")) or ("id" not in data and same):
            return command
    raise Refused(404, 10063, "Unknown application command")


def command_data(stage: Stage, who: str, room: Room, data: Json, *, typing: bool = False) -> Json:
    """What the bot is sent. `typing`: for autocomplete; nothing is required yet.

    Raises Refused for options that the person's client would not let through.
    """
    command = find(stage, who, room, data)
    form = Form("data")
    resolved = Resolved(stage, room, form)
    out: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        out["guild_id"] = command["guild_id"]
    if command["type"] == CHAT:
        reader = _Options(who, form, resolved, typing=typing)
        options = reader.read(command.get("options") or [], data.get("options") or [], "options")
        if options:
            out["options"] = options
        if typing and not reader.focused:
            raise invalid("data.options", "AUTOCOMPLETE_NO_FOCUS", "No option is focused.")
    else:
        target = str(data.get("target_id"))
        out["target_id"] = target
        if command["type"] == ON_USER:
            resolved.user(target, "target_id")
        else:
            resolved.message(stage.world.post(room.id, target))
    form.check()
    if resolved.found:
        out["resolved"] = resolved.found
    return out


class _Options:
    """Holds what was typed against what was registered."""

    def __init__(self, who: str, form: Form, resolved: Resolved, *, typing: bool) -> None:
        self.focused = False
        self._who = who
        self._form = form
        self._resolved = resolved
        self._typing = typing

    def read(self, known: list[Json], given: list[Json], path: str) -> list[Json]:
        declared = {option["name"]: option for option in known}
        if any(option["type"] in (SUB, GROUP) for option in known) and len(given) != 1:
            self._form.wrong(path, "SUBCOMMAND", "One subcommand must be chosen.")
        out: list[Json] = []
        for index, option in enumerate(given):
            here = f"{path}.{index}"
            rule = declared.get(str(option.get("name")))
            if rule is None:
                self._form.wrong(here, "UNKNOWN_OPTION", f"No option {option.get('name')!r}.")
            elif rule["type"] in (SUB, GROUP):
                inner = self.read(
                    rule.get("options") or [], option.get("options") or [], f"{here}.options"
                )
                out.append({"name": rule["name"], "type": rule["type"], "options": inner})
            else:
                out.append(self._one(rule, option, f"{here}.value"))
        missing = [o["name"] for o in known if o.get("required")]
        missing = [name for name in missing if name not in {o["name"] for o in out}]
        for name in () if self._typing else missing:
            self._form.wrong(f"{path}.{name}", "BASE_TYPE_REQUIRED", "This field is required")
        return out

    def _one(self, rule: Json, option: Json, path: str) -> Json:
        value = option.get("value")
        out: Json = {"name": rule["name"], "type": rule["type"], "value": value}
        if self._typing and option.get("focused"):
            self.focused = bool(rule.get("autocomplete"))
            out |= {"focused": True, "value": str(value or "")}
            return out
        kinds = KINDS.get(rule["type"], (str,))
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self._form.wrong(path, "BASE_TYPE", f"This is no {kinds[0].__name__}.")
            return out
        self._bounds(rule, value, path)
        choices = rule.get("choices")
        if choices and value not in [c["value"] for c in choices]:
            self._form.wrong(path, "BASE_TYPE_CHOICES", "This is not one of the choices.")
        named = str(value)
        match rule["type"]:
            case 6:
                self._resolved.user(named, path)
            case 7:
                self._resolved.channel(named, path, self._who)
            case 8:
                self._resolved.role(named, path)
            case 9:
                self._resolved.mentionable(named, path)
            case 11:
                self._resolved.attachment(named, path)
            case _:
                pass
        return out

    def _bounds(self, rule: Json, value: Any, path: str) -> None:
        size = len(value) if rule["type"] == STRING else value
        low, high = (
            ("min_length", "max_length") if rule["type"] == STRING else ("min_value", "max_value")
        )
        most = rule.get(high, 6000 if rule["type"] == STRING else None)
        if rule.get(low) is not None and size < rule[low]:
            self._form.wrong(path, "NUMBER_TYPE_MIN", f"Must be at least {rule[low]}.")
        if most is not None and rule["type"] in (STRING, INTEGER, NUMBER) and size > most:
            self._form.wrong(path, "NUMBER_TYPE_MAX", f"Must be at most {most}.")
