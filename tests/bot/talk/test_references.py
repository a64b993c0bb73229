"""Pictures that people send to a brief: by the real client, checked by a real worker."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.bot.stage import Stage, stage

BOXER = "a retired boxer of 62, hard key from camera left, noir"


def picture(size: tuple[int, int] = (90, 120), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 90, 60)).save(out, kind)
    return out.getvalue()


def thumbnails(s: Stage, thread: str) -> list[str]:
    return [
        file["filename"]
        for file in s.r.files(s.card(thread))
        if file["filename"].startswith("reference")
    ]


async def test_a_picture_with_words_becomes_a_reference_on_the_card(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        said = await s.r.say(
            s.ben, thread, "dark green coat", files=[("light.png", picture())], mention_bot=True
        )
        await s.r.until(lambda: s.reply_to(thread, said["id"]))
        await s.r.until(lambda: thumbnails(s, thread) == ["reference-0.webp"])
        await s.lit(thread, 2)
        record = await s.store.brief_at(int(thread))
        assert record
        (reference,) = await s.store.references(record.id)

        assert reference.owner == int(s.ben.id)
        assert s.blobs.get(reference.blob)[8:12] == b"WEBP"
        assert thumbnails(s, thread) == ["reference-0.webp"]
        assert not s.r.violations


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("half.png", picture((600, 600))[:900]),
        ("text.png", b"no picture at all"),
    ],
)
async def test_what_is_no_picture_is_a_sentence(tmp_path: Path, name: str, data: bytes):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        before = len(s.r.messages(thread))
        await s.r.say(s.ben, thread, "", files=[(name, data)], mention_bot=True)
        await s.r.until(lambda: len(s.r.messages(thread)) > before + 1)

        assert "picture" in s.lines(thread)[-1]
        assert not thumbnails(s, thread)


async def test_other_files_are_refused_before_they_are_fetched(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        said = await s.r.say(s.ben, thread, "", files=[("notes.txt", b"hello")], mention_bot=True)
        await s.r.until(lambda: s.reply_to(thread, said["id"]))

        assert "is not a picture" in s.lines(thread)[-1]
        assert not await s.store.jobs_by(int(s.ben.id))
