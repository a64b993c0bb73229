"""The card and what one may press on it: by the real client, on our Discord."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.bot.stage import Stage, stage

BOXER = "a retired boxer of 62, hard key from camera left, noir"
CROOKED = "a retired boxer of 62, key left, fill left, 85mm f/2, a plain wall"


async def press(s: Stage, thread: str, label: str, who: Any = None) -> Any:
    card = s.card(thread)
    custom_id = s.r.find(card, label=label)["custom_id"]
    return await s.r.click(who or s.ada, card["id"], custom_id)


async def test_a_form_changes_only_what_differs(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        form = await press(s, thread, "Light")
        modal = (await form.answer())["modal"]
        await s.tell(thread, "key from the right, 5600 K", who=s.ben)
        done = await s.r.submit(
            s.ada, form, {"side": ["left"], "height": ["high"], "softness": "hard", "colour": ""}
        )
        said = await done.answer()
        record = await s.store.brief_at(int(thread))

        assert modal["title"] == "Light"
        assert record
        key = record.body.light.key
        assert (key.side, key.height, key.kelvin) == ("right", "high", 5600)
        assert said["message"]["content"] == "**Ada** · Key: high."
        assert not said["message"]["flags"] & 64
        await s.card_says(thread, "version 3")
        assert not s.r.violations


async def test_a_form_handed_in_unchanged_says_so_to_its_sender(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        form = await press(s, thread, "Lens & frame")
        await form.answer()
        done = await s.r.submit(s.ada, form, {"framing": [], "angle": None})
        said = (await done.answer())["message"]

        assert said["content"] == "Nothing is different."
        assert said["flags"] & 64


@pytest.mark.parametrize("label", ["Who", "Where", "Light", "Lens & frame", "Finish & use"])
async def test_every_form_is_one_that_discord_takes(tmp_path: Path, label: str):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        form = await press(s, thread, label)

        assert (await form.answer())["type"] == 9
        assert not s.r.violations


async def test_two_people_open_the_same_form(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        hers, his = await press(s, thread, "Who"), await press(s, thread, "Who", s.ben)
        await hers.answer()
        await his.answer()
        await asyncio.gather(
            s.r.submit(s.ada, hers, {"hair": "grey"}),
            s.r.submit(s.ben, his, {"wardrobe": "a green coat"}),
        )
        await s.card_says(thread, "version 3")
        record = await s.store.brief_at(int(thread))

        assert record
        assert record.body.subject.hair == "grey"
        assert record.body.subject.wardrobe == "a green coat"
        assert {"**Ada** · Hair: grey.", "**Ben** · Wardrobe: a green coat."} <= {*s.lines(thread)}


async def test_a_form_filled_in_over_a_restart_is_not_lost(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        form = await press(s, thread, "Who")
        await form.answer()
        await s.restart_bot()
        done = await s.r.submit(s.ada, form, {"wardrobe": "a green coat"})

        assert (await done.answer())["message"]["content"] == "**Ada** · Wardrobe: a green coat."


async def test_a_form_that_nobody_knows_is_answered(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        form = await press(s, thread, "Who")
        await form.answer()
        form.interaction.modal["custom_id"] = "t:forgotten:1"
        done = await s.r.submit(s.ada, form, {"wardrobe": "a green coat"})
        said = (await done.answer())["message"]

        assert "no longer know which form" in said["content"]
        assert said["flags"] & 64


async def test_say_more_reads_words_as_a_message_does(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        form = await press(s, thread, "Say more", s.ben)
        await form.answer()
        done = await s.r.submit(s.ben, form, {"words": "dark green coat, blorb the zeitgeist"})
        said = (await done.answer())["message"]["content"]

        assert said.startswith("**Ben** · Wardrobe: dark green coat. I did not place: “blorb")
        await s.card_says(thread, "dark green coat")


async def test_a_fix_is_one_tap_and_the_second_tap_is_told(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(CROOKED)
        label = "Move the fill to the right"
        first = await press(s, thread, label)
        second = await press(s, thread, label, s.ben)
        said, late = (await first.answer())["message"], (await second.answer())["message"]
        card = await s.card_says(thread, "version 2")

        assert said["content"] == "**Ada** · Fill: camera right."
        assert "settled already" in late["content"]
        assert late["flags"] & 64
        with pytest.raises(LookupError):
            s.r.find(card, label=label)


async def test_shoot_orders_a_sheet_of_the_brief_as_it_stands(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        handle = await press(s, thread, "Shoot 8", s.ben)
        await handle.answer()
        await s.r.until(lambda: len(s.r.messages(thread)) > 2)
        (job,) = [j for j in await s.store.jobs_at(int(thread)) if j.kind == "shoot"]
        order: Any = job.job.order
        record = await s.store.brief_at(int(thread))

        assert record
        assert order.takes == 8
        assert order.person_seed == record.person_seed
        assert order.shot.brief.look == "noir"
        assert (job.asker, job.brief, job.version) == (int(s.ben.id), record.id, 1)


async def test_history_is_for_who_asks(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await s.tell(thread, "dark green coat, and freckles", who=s.ben)
        said = (await (await press(s, thread, "History")).answer())["message"]

        assert said["flags"] & 64
        assert f"<@{s.ben.id}>: Wardrobe: dark green coat. Marks: freckles." in said["content"]
        assert "“dark green coat, and freckles”" in said["content"]
        assert "the first version" in said["content"]


def thread_brief(s: Stage, thread: str) -> str:
    custom_id = s.r.find(s.card(thread), label="Who")["custom_id"]
    return custom_id.rpartition(":")[2]


async def test_a_card_far_up_is_followed_by_a_new_one_and_both_work(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        old = await s.lit(thread, 1)
        for n in range(10):
            await s.r.say(s.ben, thread, f"I think {n}")
        await s.tell(thread, "dark green coat")
        await s.r.until(lambda: len(s.cards(thread)) == 2)
        new = await s.lit(thread, 2)
        await s.r.until(lambda: "further down" in s.texts(s.r.message(old["id"])))
        form = await s.r.click(s.ben, old["id"], s.r.find(old, label="Who")["custom_id"])

        assert new["id"] != old["id"]
        assert (await form.answer())["type"] == 9
        assert not s.r.files(old)
        done = await s.r.submit(s.ben, form, {"hair": "grey"})
        await done.answer()
        await s.r.until(lambda: "grey" in s.texts(s.r.message(new["id"])))


async def test_far_up_is_known_after_a_restart_too(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        for n in range(10):
            await s.r.say(s.ben, thread, f"I think {n}")
        await s.restart_bot()
        await s.tell(thread, "dark green coat")

        await s.r.until(lambda: len(s.cards(thread)) == 2)


async def test_a_deleted_card_comes_back_with_the_next_word(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await s.card_says(thread, "when a worker is running")
        s.r.delete_message(s.card(thread)["id"])
        await s.tell(thread, "dark green coat")
        await s.r.until(lambda: s.cards(thread))

        assert "dark green coat" in s.texts(s.card(thread))


async def test_a_button_of_another_guild_is_refused(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        brief = thread_brief(s, thread)
        elsewhere = s.r.add_guild("Another", "Cleo")
        room = next(
            r.id for r in s.r.stage.world.rooms.values() if r.guild == elsewhere and not r.thread
        )
        other = await s.r.slash(s.cleo, room, "brief new", {"idea": "noir, a nurse of 40"})
        await other.settled()
        await s.r.until(lambda: len(s.r.threads()) == 2 and s.cards(s.thread()))
        card = s.card(s.thread())
        forged = await forge(s, s.cleo, card, f"b:history:{brief}")

        assert "no brief like that" in forged["content"]
        assert forged["flags"] & 64


async def test_an_unknown_button_is_answered(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        for custom_id in (f"b:dance:{thread_brief(s, thread)}", "x:y:z", "b:who:aaaaaaaaaa"):
            said = await forge(s, s.ada, s.card(thread), custom_id)

            assert said["content"]
            assert said["flags"] & 64


async def forge(s: Stage, who: Any, card: dict[str, Any], custom_id: str) -> dict[str, Any]:
    """Press a button that somebody has put on the card."""
    post = s.r.stage.world.posts[card["id"]]
    button = next(
        c
        for row in post.payload["components"][0]["components"]
        if row["type"] == 1
        for c in row["components"]
    )
    before, button["custom_id"] = button["custom_id"], custom_id
    try:
        handle = await s.r.click(who, card["id"], custom_id)
        return (await handle.answer())["message"]
    finally:
        button["custom_id"] = before


async def test_what_discord_lost_on_the_way_is_shown_with_the_next_change(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await s.card_says(thread, "when a worker is running")
        s.r.fail("PATCH", r"/channels/\d+/messages/\d+", 403, times=1)
        await s.tell(thread, "dark green coat")
        await s.tell(thread, "freckles")

        await s.card_says(thread, "freckles")
