"""Reactions: numbers vote on a sheet, signs on a card do what its buttons do."""

import asyncio
from pathlib import Path

from engine.protocol import Animate, FixEyes, Refine, Regrade
from tests.bot.shooting import (
    BOXER,
    hurry,
    job_of,
    opened,
    reactions,
    settled,
    sheet,
    sheets,
    take_of,
    takes,
)
from tests.bot.stage import stage


async def test_two_people_vote_and_one_takes_it_back(tmp_path: Path):
    async with stage(tmp_path) as s:
        hurry(s)
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        await s.r.until(lambda: len(reactions(sheets(s, thread)[0])) == 2)
        await asyncio.gather(
            s.r.react(s.ada, found["id"], "2️⃣"),
            s.r.react(s.ben, found["id"], "2️⃣"),
            s.r.react(s.cleo, found["id"], "1️⃣"),
        )
        await s.r.until(lambda: "**A2** 2 · **A1** 1" in s.texts(sheets(s, thread)[0]))
        await s.r.react(s.ben, found["id"], "2️⃣", add=False)
        await s.r.react(s.cleo, found["id"], "1️⃣", add=False)
        await s.r.until(lambda: "Votes: **A2** 1" in s.texts(sheets(s, thread)[0]))

        take = f"{job_of(found)}-1"
        assert await s.store.voters(take) == (int(s.ada.id),)
        await s.r.react(s.ben, found["id"], "7️⃣")
        await s.r.react(s.ben, found["id"], "🍋")
        await asyncio.sleep(0.2)
        assert await s.store.votes(job_of(found)) == {f"{job_of(found)}-0": 0, take: 1}
        assert not s.r.violations


async def test_each_sign_on_a_card_places_its_order_with_defaults(tmp_path: Path):
    async with stage(tmp_path, max_jobs_per_person=8) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        for sign in ("🔍", "👁️", "🎨", "🎞️"):
            await s.r.react(s.ben, card["id"], sign)
        await s.r.until(lambda: len(takes(s, thread)) == 5)
        await settled(s)

        made = [await s.store.take(take_of(each)) for each in takes(s, thread)[1:]]
        orders = {type(take.recipe.order) for take in made if take}
        assert orders == {Refine, FixEyes, Regrade, Animate}
        assert all(take.owner == int(s.ben.id) for take in made if take)
        await s.r.react(s.ben, card["id"], "🔍", add=False)
        await asyncio.sleep(0.2)
        assert len(takes(s, thread)) == 5, "taking a sign away orders nothing"


async def test_a_star_selects_and_its_owner_takes_it_back(tmp_path: Path):
    async with stage(tmp_path) as s:
        hurry(s)
        thread = await s.begin(BOXER)
        card = await opened(s, thread)

        def says(words: str) -> bool:
            return words in s.texts(takes(s, thread)[-1])

        await s.r.react(s.ben, card["id"], "⭐")
        await s.r.until(lambda: says(f"Selected by <@{s.ben.id}>"))
        await s.r.react(s.ada, card["id"], "⭐")
        await s.r.react(s.ada, card["id"], "⭐", add=False)
        await asyncio.sleep(0.3)
        assert says(f"Selected by <@{s.ben.id}>"), "it is not Ada's to take back"
        await s.r.react(s.ben, card["id"], "⭐", add=False)
        await s.r.until(lambda: not says("Selected by"))
        assert not await s.store.is_selected(take_of(card))


async def test_who_lacks_the_role_is_met_with_silence(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        settings = s.settings.model_copy(update={"shooter_roles": ("Producers",)})
        s.settings = settings
        await s.restart_bot()
        before = len(s.r.messages(thread, s.ben))
        await s.r.react(s.ben, card["id"], "🔍")
        await s.r.react(s.ben, card["id"], "🍋")
        await asyncio.sleep(0.4)

        assert len(s.r.messages(thread, s.ben)) == before
        assert await s.store.jobs_open() == ()


async def test_reactions_work_after_a_restart(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        card = await opened(s, thread)
        await s.restart_bot()
        await settled(s)
        await s.r.react(s.ben, found["id"], "1️⃣")
        await s.r.react(s.ben, card["id"], "🔍")
        await s.r.until(lambda: len(takes(s, thread)) == 2)
        await s.r.until(lambda: "Votes: **A1** 1" in s.texts(sheets(s, thread)[0]))


async def test_votes_given_while_the_bot_was_away_are_counted_with_the_next(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        await s.r.until(lambda: len(reactions(sheets(s, thread)[0])) == 2)
        await s.r.react(s.ada, found["id"], "1️⃣")
        await s.r.until(lambda: "Votes: **A1** 1" in s.texts(sheets(s, thread)[0]))
        await s.stop_bot()
        await s.r.react(s.ada, found["id"], "1️⃣", add=False)
        await s.r.react(s.ben, found["id"], "2️⃣")
        await s.start_bot()
        await s.r.react(s.cleo, found["id"], "2️⃣")
        await s.r.until(lambda: "Votes: **A2** 2" in s.texts(sheets(s, thread)[0]))

        assert "A1" not in s.texts(sheets(s, thread)[0]).split("Votes:")[1].split("\n")[0]
