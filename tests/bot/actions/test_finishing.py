"""The finishing room on a take's card: each button with its form, and the way back."""

import asyncio
from pathlib import Path

from engine.protocol import (
    Box,
    EditRegion,
    Finding,
    FixEyes,
    NothingToMend,
    Refine,
    Restack,
)
from tests.bot.shooting import (
    BOXER,
    custom_ids,
    files,
    filled,
    hurry,
    newest,
    opened,
    pictures,
    press,
    questions,
    recipe_of,
    record_of,
    settled,
    take_of,
    takes,
    told,
)
from tests.bot.stage import stage
from tests.fakes import ColourCard, only, raising


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
        order = (await recipe_of(s, made)).order

        assert isinstance(order, EditRegion)
        assert order.region == Box(left=0, top=0, right=0.4, bottom=0.4)
        assert (order.words, order.strength) == ("darker", 0.5)
        assert "A part of the frame: darker" in s.texts(made)


async def test_undo_again_and_branch_walk_the_tree(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        await press(s, s.ada, card, "t:refine:")
        refined = await newest(s, thread, 1)
        await press(s, s.ben, refined, "t:again:")
        second = await newest(s, thread, 2)
        one, two = (await recipe_of(s, refined)).order, (await recipe_of(s, second)).order
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

        order = (await recipe_of(s, without)).order
        assert isinstance(order, Restack)
        eye = await record_of(s, fixed)
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
        order = (await recipe_of(s, fixed)).order
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
        made = [await record_of(s, each) for each in takes(s, thread)[1:]]
        assert sorted(take.kind for take in made if take.kind == "refine") == ["refine", "refine"]
