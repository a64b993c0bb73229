"""The panel of prints on a take's card: looks, sliders, references, and files of grades."""

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image

from bot.toning import Tone
from engine.protocol import (
    LUT,
    Regrade,
)
from prompts.grading import softer, warmer
from prompts.looks import look
from prompts.setup import Grade
from tests.bot.shooting import (
    BOXER,
    Message,
    files,
    newest,
    opened,
    press,
    recipe_of,
    record_of,
    settled,
    take_of,
    told,
)
from tests.bot.stage import stage

CUBE = b"LUT_3D_SIZE 2\n" + b"".join(
    f"{r} {g} {b}\n".encode() for b in (0, 1) for g in (0, 1) for r in (0, 0.5)
)


async def test_a_panel_tries_prints_of_this_take_and_prints_one(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        handle = await press(s, s.ada, card, "t:regrade:")

        def panel() -> Message:
            message = handle.message()
            assert message
            return message

        await s.r.until(lambda: files(panel()) == ["board.webp"])
        first = panel()
        assert "Which print?" in s.texts(first)
        (attached,) = s.r.files(first)
        for _ in "ab":
            before = s.r.files(panel())
            await press(s, s.ada, panel(), f"t:tone:{take_of(card)}:w.")
            await s.r.until(lambda was=before: s.r.files(panel()) not in ([], was))
        await press(s, s.ada, panel(), f"t:tone:{take_of(card)}:s.")
        await s.r.until(lambda: "Softer" in s.texts(panel()).split("\n")[1])
        assert "Warmer \N{MULTIPLICATION SIGN}2 · Softer" in s.texts(panel())
        assert s.r.files(panel()) != [attached]
        await press(s, s.ada, panel(), f"t:tone:{take_of(card)}:print.")
        printed = await newest(s, thread, 1)

        order, own = (await recipe_of(s, printed)).order, (await recipe_of(s, card)).grade
        assert isinstance(order, Regrade)
        assert order.grade == softer(warmer(warmer(own)))
        assert "printed warmer" in s.texts(printed)
        await settled(s)
        assert len(await s.store.takes_at((await record_of(s, card)).place)) == 3, "no board stays"
        assert not s.r.violations


async def test_a_grade_is_dropped_and_taken_away_as_files(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        panel = (await press(s, s.ada, card, "t:regrade:")).message()
        assert panel
        handle = await press(s, s.ada, panel, f"t:tone:{take_of(card)}:export")
        sent = await handle.settled()
        names = [each["filename"] for each in sent["attachments"]]
        assert names == ["A1.cube", "A1.cdl", "A1-ungraded.png"]
        cube = s.r.stage.files.path(sent["attachments"][0]["id"])
        assert cube
        assert b"LUT_3D_SIZE 33" in cube.read_bytes()
        await press(s, s.ada, panel, f"t:tone:{take_of(card)}:drop")
        plain = await newest(s, thread, 1)
        assert (await recipe_of(s, plain)).grade == Grade()
        assert "without its grade" in s.texts(plain)


async def test_a_lut_that_somebody_brings_is_laid_on_the_take(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        panel = (await press(s, s.ada, card, "t:regrade:")).message()
        assert panel
        name = f"t:tone:{take_of(card)}:file"
        form = await press(s, s.ada, panel, name)
        wrong = await s.r.submit(s.ada, form, {"file": [("notes.txt", b"hello")]})
        assert "neither a .cube nor" in await told(s, wrong)
        form = await press(s, s.ada, panel, name)
        broken = await s.r.submit(s.ada, form, {"file": [("print.cube", b"LUT_3D_SIZE 99")]})
        await s.r.until(broken.followups)
        assert "65 points a side" in await told(s, broken)
        form = await press(s, s.ada, panel, name)
        await (await s.r.submit(s.ada, form, {"file": [("print.cube", CUBE)]})).answer()
        graded = await newest(s, thread, 1)

        take = await record_of(s, graded)
        assert take.recipe.grade.cube
        assert s.blobs.get(take.extras[LUT]) == CUBE
        assert "printed through a LUT" in s.texts(graded)


async def test_a_print_follows_a_reference_of_the_brief(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        out = io.BytesIO()
        Image.effect_mandelbrot((90, 120), (-2, -1, 1, 1), 40).convert("RGB").save(out, "PNG")
        await s.r.say(s.ben, thread, "", files=[("warm.png", out.getvalue())], mention_bot=True)
        record = await s.store.brief_at(int(thread))
        assert record
        async with asyncio.timeout(20):
            while not (found := await s.store.references(record.id)):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        card = await opened(s, thread)
        panel = (await press(s, s.ada, card, "t:regrade:")).message()
        assert panel
        blob = found[0].blob
        await press(s, s.ada, panel, f"t:tone:{take_of(card)}:match", blob[:16])
        matched = await newest(s, thread, 1)

        order = (await recipe_of(s, matched)).order
        assert isinstance(order, Regrade)
        assert order.like is None, "the grade alone is kept"
        assert order.grade != (await recipe_of(s, card)).grade


@pytest.mark.parametrize(
    ("presses", "left"),
    [("ww", "ww"), ("wc", ""), ("kks", "k"), ("w" * 9, "w" * 6), ("dlw", "wld")],
)
def test_sliders_add_up_and_take_back(presses: str, left: str):
    tone = Tone()
    for each in presses:
        tone = tone.pressed(each)
    assert tone.presses == left
    assert Tone.read(tone.written()) == tone


def test_a_tone_is_said_and_read_from_a_custom_id():
    noir = look("noir").grade
    assert (
        Tone("noir", "ww").said(Grade())
        == f"{look('noir').title} · Warmer \N{MULTIPLICATION SIGN}2"
    )
    assert Tone("none").grade(noir) == Grade()
    assert Tone.read("noir.w?x<w").presses == "ww"
    assert Tone().said(noir) == look("noir").title
