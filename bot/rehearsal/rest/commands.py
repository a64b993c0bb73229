"""Application commands: registered, listed, changed."""

from typing import Any

from bot.rehearsal.call import Call, Routes
from bot.rehearsal.command_limits import check_commands
from bot.rehearsal.news import Event
from bot.rehearsal.refusals import Json, Refused
from bot.rehearsal.stage import Stage

ROUTES = Routes()
GLOBAL = "/applications/{app}/commands"
GUILD = "/applications/{app}/guilds/{guild}/commands"


@ROUTES.serve("GET", GLOBAL, GUILD)
async def index(call: Call) -> Any:
    return _here(call)


@ROUTES.serve("PUT", GLOBAL, GUILD)
async def replace(call: Call) -> Any:
    check_commands(call.body)
    return _keep(call, [_registered(call, c) for c in call.body])


@ROUTES.serve("POST", GLOBAL, GUILD, status=201)
async def add(call: Call) -> Any:
    others = [c for c in _here(call) if _name(c) != _name(call.form)]
    check_commands([*others, call.form])
    fresh = _registered(call, call.form)
    _keep(call, [*others, fresh])
    return fresh


@ROUTES.serve("GET", GLOBAL + "/{command}", GUILD + "/{command}")
async def show(call: Call) -> Any:
    return _one(call)


@ROUTES.serve("PATCH", GLOBAL + "/{command}", GUILD + "/{command}")
async def change(call: Call) -> Any:
    old = _one(call)
    others = [c for c in _here(call) if c is not old]
    changed = old | call.form
    check_commands([*others, changed])
    fresh = _registered(call, changed) | {"id": old["id"]}
    _keep(call, [*others, fresh])
    return fresh


@ROUTES.serve("DELETE", GLOBAL + "/{command}", GUILD + "/{command}")
async def drop(call: Call) -> Any:
    gone = _one(call)
    _keep(call, [c for c in _here(call) if c is not gone])


def _guild(call: Call) -> str:
    if call.at["app"] != call.bot:
        raise Refused(
            403, 20012, "You are not authorized to perform this action on this application"
        )
    return call.stage.world.guild(call.at["guild"]).id if "guild" in call.at else ""


def _here(call: Call) -> list[Json]:
    return call.stage.world.commands.get(_guild(call), [])


def _one(call: Call) -> Json:
    for command in _here(call):
        if command["id"] == call.at["command"]:
            return command
    raise Refused(404, 10063, "Unknown application command")


def _name(command: Json) -> tuple[int, str]:
    return command.get("type") or 1, str(command.get("name"))


def _registered(call: Call, command: Json) -> Json:
    """As Discord gives it back; a name keeps its id."""
    ids = call.stage.world.ids
    known = {_name(c): c["id"] for c in _here(call)}
    plain: Json = {
        "type": 1,
        "description": "",
        "default_member_permissions": None,
        "nsfw": False,
        "name_localizations": None,
        "description_localizations": None,
    }
    own: Json = {
        "id": known.get(_name(command)) or ids.new(),
        "application_id": call.bot,
        "version": ids.new(),
    }
    if "guild" in call.at:
        own["guild_id"] = call.at["guild"]
    else:
        plain |= {"integration_types": [0], "contexts": None, "dm_permission": True}
    return plain | {k: v for k, v in command.items() if v is not None} | own


def _keep(call: Call, commands: list[Json]) -> list[Json]:
    call.stage.world.keep_commands(_guild(call), commands)
    tell(call.stage)
    return commands


def tell(stage: Stage) -> None:
    """Every page learns the commands anew."""
    stage.news.tell(Event("COMMANDS_UPDATE", {"commands": everywhere(stage)}, bot=False))


def everywhere(stage: Stage) -> list[Json]:
    """All commands that anybody may find: the global ones, then each guild's."""
    return [c for some in stage.world.commands.values() for c in some]
