"""/takes: small pictures, ten a page, selects first."""

from pathlib import Path

from tests.bot.shooting import BOXER, custom_ids, hurry, job_of, pictures, press, sheet, takes
from tests.bot.stage import stage


async def test_pages_turn_and_selects_come_first(tmp_path: Path):
    async with stage(tmp_path) as s:
        hurry(s)
        thread = await s.begin(BOXER)
        first = await sheet(s, thread, takes=4)
        await sheet(s, thread, takes=8)
        chosen = f"{job_of(first)}-2"
        await s.store.select(chosen, int(s.ada.id), on=True)
        handle = await s.r.slash(s.ben, thread, "takes")
        page = await handle.settled()

        assert page["flags"] & 64
        assert "page 1 of 2; 12 in all" in s.texts(page)
        assert len(pictures(page)) == 10
        assert pictures(page)[0]["description"].startswith("A3:")
        opens = [each for each in custom_ids(page) if each.startswith("t:open:")]
        assert opens[0] == f"t:open:{chosen}"
        await press(s, s.ben, page, "k:page:here:1:")
        await s.r.until(lambda: "page 2 of 2" in s.texts(handle.message() or page))
        turned = handle.message()
        assert turned
        assert len(pictures(turned)) == 2
        await press(s, s.ben, turned, "t:open:")
        await s.r.until(lambda: takes(s, thread))
        assert not s.r.violations


async def test_elsewhere_ones_own_takes_are_shown_and_words_narrow_them(tmp_path: Path):
    async with stage(tmp_path) as s:
        none = await (await s.r.slash(s.ben, s.briefs, "takes")).settled()
        assert "There are no takes to show" in s.texts(none)
        thread = await s.begin(BOXER, who=s.ben)
        await sheet(s, thread, who=s.ben)
        mine = await (await s.r.slash(s.ben, s.briefs, "takes")).settled()
        hers = await (await s.r.slash(s.ada, s.briefs, "takes")).settled()
        one = await (await s.r.slash(s.ben, thread, "takes", {"containing": "a2"})).settled()

        assert len(pictures(mine)) == 2
        assert "There are no takes to show" in s.texts(hers)
        assert len(pictures(one)) == 1
