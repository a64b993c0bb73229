"""A grade as a file: a .cube or a CDL laid on a take, and a take's own grade to take away."""

import asyncio
import io
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import discord
from discord import ui

from bot.actions.press import Press, editable, onto
from bot.cards.pieces import harmless
from bot.delivery.limits import REQUEST
from bot.errors import Sentence
from bot.fetching import Media
from bot.forms.modal import Form, label
from bot.records import JobRecord, TakeRecord
from engine.protocol import GRADE_CDL, Export, Regrade, StudioError


class Uploaded(NamedTuple):
    """A file that came with a form."""

    name: str
    media: Media


LARGEST = 12 * 2**20  # bytes: a cube of 65 points a side has some 8 MB
KINDS = (".cube", ".cdl", ".cc", ".ccc")


async def asked(press: Press) -> None:
    """Ask for the file in a form."""
    editable(press.take, press.locale)
    upload = ui.FileUpload[Form](custom_id="file", min_values=1, max_values=1)
    form = Form(
        press.say("takes.file_title", slate=press.take.slate),
        f"m:lut:{press.take.id}:{press.interaction.id}",
        [label(press.say("takes.which_file"), upload, press.say("takes.file_hint"))],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Lay it on the take's own grade; the engine reads it, or says why not."""
    file = _file(press.interaction)
    if file is None:
        raise Sentence(press.say("takes.no_file"))
    name = harmless(file.name, 60)
    if PurePosixPath(file.name.lower()).suffix not in KINDS:
        raise Sentence(press.say("takes.other_file", name=name))
    if file.media.size > LARGEST:
        raise Sentence(press.say("talk.file_too_large", name=name, most=LARGEST // 2**20))
    await press.defer()
    blob = await asyncio.to_thread(press.rooms.house.blobs.put, await file.media.read())
    wanted = Regrade(take=press.take.blob, grade=press.take.recipe.grade, file=blob)
    await press.order(onto(press.take, wanted, None, press.locale))


async def exported(press: Press) -> None:
    """Send the grade as .cube and CDL, and the ungraded master, to who asks."""
    await press.interaction.response.defer(ephemeral=True, thinking=True)

    async def ended(job: JobRecord, made: TakeRecord | None) -> None:
        if press.interaction.is_expired():
            return
        if made is None:
            said = job.error or press.say("takes.no_export")
            await press.interaction.followup.send(said[:2000], ephemeral=True)
            return
        files, left = await _files(press, made)
        key = "takes.exported_part" if left else "takes.exported"
        await press.interaction.followup.send(
            press.say(key, slate=press.take.slate, left=", ".join(left)),
            files=files,
            ephemeral=True,
        )

    order = onto(press.take, Export(take=press.take.blob), None, press.locale)
    await press.aside(order, ended)


async def _files(press: Press, made: TakeRecord) -> tuple[list[discord.File], list[str]]:
    """Those that Discord takes here, and the names of the others."""
    slate = press.take.slate or "take"
    wanted = [(f"{slate}.cube", made.blob)]
    if GRADE_CDL in made.extras:
        wanted.append((f"{slate}.cdl", made.extras[GRADE_CDL]))
    wanted.append((f"{slate}-ungraded.png", press.take.negative or press.take.blob))
    limit = min(press.interaction.filesize_limit, REQUEST)
    files, left, room = list[discord.File](), list[str](), REQUEST
    for name, blob in wanted:
        try:
            data = await asyncio.to_thread(press.rooms.house.blobs.get, blob)
        except StudioError:
            left.append(name)
            continue
        if len(data) > min(limit, room):
            left.append(name)
            continue
        room -= len(data)
        files.append(discord.File(io.BytesIO(data), name))
    return files, left


def _file(interaction: discord.Interaction[Any]) -> Uploaded | None:
    """What was put into the form; discord.py reads it only for forms that it remembers."""
    data: Any = interaction.data or {}
    found: Any = (data.get("resolved") or {}).get("attachments") or {}
    for each in found.values():
        media = Media(str(each["url"]), each.get("content_type"), int(each.get("size", 0)))
        return Uploaded(str(each.get("filename", "")), media)
    return None
