"""A message's own menu: its picture as a reference, and its take to be opened."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.bot.shooting import (
    BOXER,
    custom_ids,
    eventually,
    job_of,
    opened,
    pictures,
    settled,
    sheet,
    take_of,
    takes,
)
from tests.bot.stage import Stage, stage


def picture(width: int = 300, height: int = 200, kind: str = "JPEG", frames: int = 1) -> bytes:
    buffer = io.BytesIO()
    each = Image.new("RGB", (width, height), (90, 60, 30))
    more = [Image.new("RGB", (width, height), (n, n, n)) for n in range(1, frames)]
    animated = {"save_all": True, "append_images": more} if more else {}
    each.save(buffer, kind, **animated)
    return buffer.getvalue()


async def references(s: Stage, channel: str) -> list[str]:
    brief = await s.store.brief_at(int(channel))
    return [each.blob for each in await s.store.references(brief.id)] if brief else []


async def test_a_picture_becomes_a_reference_and_only_its_clean_copy_is_kept(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        raw = picture()
        said = await s.r.say(s.ben, thread, "like this", files=[("wall.jpg", raw)])
        handle = await s.r.menu(s.ada, said["id"], "Use as reference")
        assert (await handle.answer())["seconds"] < 0.3
        told = await handle.settled()
        kept = await eventually(lambda: references(s, thread))
        await settled(s)

        assert "lends light and mood, never a face" in s.texts(told)
        assert told["flags"] & 64
        assert s.blobs.get(kept[0])[8:12] == b"WEBP"
        assert raw not in [s.blobs.get(sha) for sha in s.blobs.blobs()]
        card = next(m for m in s.cards(thread) if any(i.startswith("b:") for i in custom_ids(m)))
        await s.r.until(lambda: len(pictures(s.r.message(card["id"]))) == 2)
        assert not s.r.violations


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.jpg", picture(900, 900)[:900]),
        ("moves.gif", picture(40, 40, "GIF", frames=4)),
        ("huge.png", picture(20_000, 20_000, "PNG")),
        ("not.png", b"GIF89a no, it is not" * 40),
    ],
)
async def test_what_is_no_usable_picture_gets_one_sentence_alone(
    tmp_path: Path, name: str, data: bytes
):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        said = await s.r.say(s.ben, thread, files=[(name, data)])
        before = len(s.r.messages(thread))
        handle = await s.r.menu(s.ben, said["id"], "Use as reference")
        told = await handle.settled()
        await settled(s)

        assert len(s.texts(told)) > 20
        assert "went wrong" not in s.texts(told)
        assert await references(s, thread) == []
        assert len(s.r.messages(thread)) == before, "nobody else hears of it"
        assert data not in [s.blobs.get(sha) for sha in s.blobs.blobs()]


async def test_without_a_picture_or_a_brief_it_says_so(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        said = await s.r.say(s.ben, s.briefs, files=[("wall.jpg", picture())])
        handle = await s.r.menu(s.ben, said["id"], "Use as reference")
        assert "There is no brief in this place" in s.texts(await handle.settled())
        thread = await s.begin(BOXER)
        said = await s.r.say(s.ben, thread, "only words", files=[("notes.txt", b"words")])
        handle = await s.r.menu(s.ben, said["id"], "Use as reference")
        assert "There is no picture in that message" in s.texts(await handle.settled())


async def test_a_take_of_ours_may_be_a_reference_and_stays_in_the_vault(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        handle = await s.r.menu(s.ben, card["id"], "Use as reference")
        assert "never a face" in s.texts(await handle.settled())
        await settled(s)
        take = await s.store.take(take_of(card))

        assert take
        assert s.blobs.get(take.blob), "the master is the take's, not the reference's"


async def test_a_sheet_a_card_and_a_strangers_message(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        handle = await s.r.menu(s.ben, found["id"], "Open take")
        assert "open below" in s.texts(await handle.settled())
        await s.r.until(lambda: len(takes(s, thread)) == 1)
        card = takes(s, thread)[0]
        assert take_of(card) == f"{job_of(found)}-0"

        handle = await s.r.menu(s.ada, card["id"], "Open take")
        await handle.settled()
        await s.r.until(lambda: len(takes(s, thread)) == 2)
        assert take_of(takes(s, thread)[1]) == take_of(card)

        said = await s.r.say(s.ben, thread, "hello")
        handle = await s.r.menu(s.ada, said["id"], "Open take")
        assert "no take of mine" in s.texts(await handle.settled())


async def test_where_the_bot_may_not_post_the_one_who_pressed_sees_it(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        s.r.deny("send_messages_in_threads")
        handle = await s.r.menu(s.ben, found["id"], "Open take")
        await handle.settled()
        shown = await s.r.until(handle.message)

        assert shown["flags"] & 64
        assert len(pictures(shown)) == 1
        assert not takes(s, thread)
