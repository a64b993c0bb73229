"""The finishing room on a take's card: each button with its form, and the way back."""

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.rehearsal.handle import Handle
from bot.toning import Tone
from engine.protocol import (
    LUT,
    Box,
    EditRegion,
    Finding,
    FixEyes,
    NothingToMend,
    Recipe,
    Refine,
    Regrade,
    Restack,
)
from prompts.grading import softer, warmer
from prompts.looks import look
from prompts.setup import Grade
from tests.bot.shooting import (
    BOXER,
    Message,
    custom_ids,
    hurry,
    opened,
    pictures,
    press,
    settled,
    take_of,
    takes,
    told,
)
from tests.bot.stage import Stage, stage
from tests.fakes import ColourCard, only, raising

CUBE = b"LUT_3D_SIZE 2\n" + b"".join(
    f"{r} {g} {b}\n".encode() for b in (0, 1) for g in (0, 1) for r in (0, 0.5)
)


async def newest(s: Stage, thread: str, before: int) -> Message:
    """The card after those that were there."""
    await s.r.until(lambda: len(takes(s, thread)) > before)
    return takes(s, thread)[-1]


async def filled(s: Stage, card: Message, verb: str, said: dict[str, Any]) -> Handle:
    """Press, and send the form that opens."""
    form = await press(s, s.ada, card, f"t:{verb}:")
    handle = await s.r.submit(s.ada, form, said)
    await handle.answer()
    return handle


def questions(form: Handle) -> dict[str, Any]:
    """The components of the form that a press was answered with, by name."""
    modal = form.interaction.modal
    assert modal
    return {each["component"]["custom_id"]: each["component"] for each in modal["components"]}


async def recipe(s: Stage, card: Message) -> Recipe:
    take = await s.store.take(take_of(card))
    assert take
    return take.recipe


def files(card: Message) -> list[str]:
    return [each["media"]["url"].split("?")[0].rpartition("/")[2] for each in pictures(card)]


async def test_an_edit_shows_before_and_after_and_says_which_is_which(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        assert files(card) == ["A1.png"]
        await filled(s, card, "eyes", {"eyes": "left"})
        fixed = await newest(s, thread, 1)

        assert files(fixed) == ["before-A1.webp", "A1.1.png"]
        before, after = (each["description"] for each in pictures(fixed))
        assert before.startswith("A1: Before the edit")
        assert after.startswith("A1.1: After the edit, a portrait (left eye fixed)")
        assert "Left: A1, before. Right: A1.1, after." in s.texts(fixed)
        hurry(s)
        await press(s, s.ben, fixed, "t:select:")
        await s.r.until(lambda: "Selected by" in s.texts(takes(s, thread)[-1]))
        assert files(takes(s, thread)[-1]) == ["before-A1.webp", "A1.1.png"]
        assert "Left: A1, before" in s.texts(takes(s, thread)[-1])
        assert not s.r.violations


async def test_a_part_of_the_frame_is_said_in_words(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        said = {"region": "place", "place": "nowhere", "words": "darker", "strength": "usual"}
        wrong = await press(s, s.ada, card, "t:region:")
        assert "“upper left”" in await told(s, await s.r.submit(s.ada, wrong, said))
        await filled(s, card, "region", said | {"place": "upper left"})
        made = await newest(s, thread, 1)
        order = (await recipe(s, made)).order

        assert isinstance(order, EditRegion)
        assert order.region == Box(left=0, top=0, right=0.4, bottom=0.4)
        assert (order.words, order.strength) == ("darker", 0.5)
        assert "A part of the frame: darker" in s.texts(made)


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

        order, own = (await recipe(s, printed)).order, (await recipe(s, card)).grade
        assert isinstance(order, Regrade)
        assert order.grade == softer(warmer(warmer(own)))
        assert "printed warmer" in s.texts(printed)
        await settled(s)
        assert len(await s.store.takes_at((await _take(s, card)).place)) == 3, "no board stays"
        assert not s.r.violations


async def _take(s: Stage, card: Message) -> Any:
    return await s.store.take(take_of(card))


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
        assert (await recipe(s, plain)).grade == Grade()
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

        take = await _take(s, graded)
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

        order = (await recipe(s, matched)).order
        assert isinstance(order, Regrade)
        assert order.like is None, "the grade alone is kept"
        assert order.grade != (await recipe(s, card)).grade


async def test_undo_again_and_branch_walk_the_tree(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        await press(s, s.ada, card, "t:refine:")
        refined = await newest(s, thread, 1)
        await press(s, s.ben, refined, "t:again:")
        second = await newest(s, thread, 2)
        one, two = (await recipe(s, refined)).order, (await recipe(s, second)).order
        assert isinstance(one, Refine)
        assert isinstance(two, Refine)
        assert (one.take, one.seed != two.seed) == (two.take, True)
        assert "Branches: A1.1 refined" in s.texts(second)

        await press(s, s.ben, second, "t:undo:")
        back = await newest(s, thread, 3)
        assert take_of(back) == take_of(card)
        handle = await press(s, s.ben, second, "t:branch:")
        tree = await handle.settled()
        assert tree["flags"] & 64
        text = s.texts(tree)
        assert "A1\n├ A1.1 refined\n└ A1.2 refined ◀" in text
        assert len(pictures(tree)) == 3
        await press(s, s.ben, tree, "t:branch:", take_of(refined))
        chosen = await newest(s, thread, 4)
        assert take_of(chosen) == take_of(refined)
        assert not s.r.violations


async def test_layers_are_switched_off_and_the_rest_stays(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        assert not any(each.startswith("t:layers") for each in custom_ids(card))
        await filled(s, card, "eyes", {"eyes": "left"})
        fixed = await newest(s, thread, 1)
        await filled(s, fixed, "region", {"region": "hair", "words": "silver hair"})
        both = await newest(s, thread, 2)
        form = await press(s, s.ada, both, "t:layers:")
        boxes = questions(form)["on"]["options"]
        assert [each["label"] for each in boxes] == [
            "A1.1 left eye fixed", "A1.1.1 Hair: silver hair",
        ]  # fmt: skip
        on = [each["value"] for each in boxes if "Hair" in each["label"]]
        await (await s.r.submit(s.ada, form, {"on": on})).answer()
        without = await newest(s, thread, 3)

        order = (await recipe(s, without)).order
        assert isinstance(order, Restack)
        eye = await _take(s, fixed)
        assert order.off == (eye.blob,)
        assert "1 of 2 layers on" in s.texts(without)
        form = await press(s, s.ada, without, "t:layers:")
        boxes = questions(form)["on"]["options"]
        assert [each.get("default", False) for each in boxes] == [False, True]
        same = await s.r.submit(s.ada, form, {"on": on})
        assert "nothing to make" in await told(s, same)


async def test_what_a_review_finds_is_on_the_card_with_what_mends_it(tmp_path: Path):
    seen = (
        Finding(what="light-direction", good=True, value=3.0, high=15.0),
        Finding(what="gaze-left", good=False, value=0.2, high=0.1, mend="eyes:left"),
        Finding(what="iris-left", good=False, value=0.6, low=0.4, high=0.5, mend="eyes:left"),
        Finding(what="skin-texture", good=False, value=0.1, low=0.2, mend="region:skin"),
        Finding(what="geometry", good=False, value=2.0, high=1.0),
    )
    async with stage(tmp_path, worker=False) as s:
        s.worker_on(look=lambda *_: seen, same=lambda *_: 0.34)
        hurry(s)
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        text = s.texts(card)
        assert "**Good:** direction of light" in text
        assert "the left eye looks astray (0.2; good is up to 0.1)" in text
        assert "geometry" not in text
        assert "one that no lens makes" in text
        mends = [each for each in custom_ids(card) if each.count(":") == 3 and "select" not in each]
        take = take_of(card)
        assert mends == [f"t:eyes:{take}:left", f"t:region:{take}:skin"]

        form = await press(s, s.ada, card, f"t:region:{take}:skin")
        assert "skin texture" in questions(form)["words"]["value"]
        await press(s, s.ada, card, f"t:eyes:{take}:left")
        fixed = await newest(s, thread, 1)
        order = (await recipe(s, fixed)).order
        assert isinstance(order, FixEyes)
        assert order.eyes == ("left",)
        assert "Same person: 0.34 (limit 0.60)" in s.texts(fixed)
        handle = await press(s, s.ada, fixed, "t:review:")
        assert "4 things to look at" in await told(s, handle)
        await settled(s)
        assert not s.r.violations


async def test_a_worn_card_is_drawn_anew_when_its_take_is_reviewed(tmp_path: Path):
    found: list[Finding] = []
    async with stage(tmp_path, worker=False) as s:
        s.worker_on(look=lambda *_: tuple(found))
        hurry(s)
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        found.append(Finding(what="cast", good=False, value=9, high=4, mend="regrade"))
        await press(s, s.ada, card, "t:review:")
        await s.r.until(lambda: "cast of colour" in s.texts(takes(s, thread)[-1]))
        assert any(each.endswith(":mend") for each in custom_ids(takes(s, thread)[-1]))


async def test_nothing_to_mend_is_good_news(tmp_path: Path):
    fine = "Nothing to mend"
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        await s.worker_off()
        s.worker_on(only(ColourCard(at_step=raising(NothingToMend(fine), 1))))
        handle = await filled(s, card, "eyes", {"eyes": "both"})
        assert fine in await told(s, handle)
        await s.r.until(lambda: any(f"not needed. {fine}" in line for line in s.lines(thread)))
        await settled(s)
        assert len(takes(s, thread)) == 1


async def test_two_press_and_the_bot_restarts_in_the_middle(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        await s.worker_off()
        form = await press(s, s.ada, card, "t:finish:")
        await asyncio.gather(*(press(s, who, card, "t:refine:") for who in (s.ben, s.ben, s.cleo)))
        await s.restart_bot()
        s.worker_on()
        await (await s.r.submit(s.ada, form, {"scale": "1", "strength": "gentle"})).answer()
        await s.r.until(lambda: len(takes(s, thread)) >= 3)
        await settled(s)
        made = [await _take(s, each) for each in takes(s, thread)[1:]]
        assert sorted(take.kind for take in made if take.kind == "refine") == ["refine", "refine"]


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
