"""From /shoot to a contact sheet: by the real client, with a real worker."""

from pathlib import Path

from tests.bot.shooting import (
    BOXER,
    custom_ids,
    hurry,
    job_of,
    percent,
    pictures,
    progress,
    reactions,
    settled,
    sheet,
    sheets,
    shoot,
)
from tests.bot.stage import stage
from tests.fakes import ColourCard, only, slow


async def test_a_sheet_is_posted_once_and_its_progress_is_gone(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread, takes=4)
        await s.r.until(lambda: len(reactions(sheets(s, thread)[-1])) == 4)
        await settled(s)

        assert len(sheets(s, thread)) == 1
        assert [p["description"][:3] for p in pictures(found)] == ["A1:", "A2:", "A3:", "A4:"]
        assert "62-year-old" in pictures(found)[0]["description"]
        assert "Sheet A, 4 takes" in s.texts(found)
        assert "Noir" in s.texts(found)
        assert custom_ids(found)[:4] == [f"t:open:{job_of(found)}-{n}" for n in range(4)]
        assert not s.r.violations


async def test_progress_shows_a_bar_a_preview_and_an_honest_time(tmp_path: Path):
    async with stage(tmp_path, families=only(ColourCard(slow(0.15)))) as s:
        hurry(s)
        thread = await s.begin(BOXER)
        await s.lit(thread, 1)
        await shoot(s, thread, takes=4)
        first = await s.r.until(lambda: progress(s, thread))
        words: list[str] = []

        def look() -> bool:
            words.extend(s.texts(m) for m in progress(s, thread) if s.texts(m) not in words)
            return bool(sheets(s, thread)) and not progress(s, thread)

        await s.r.until(look)

        assert len(first) == 1
        assert any("no estimate yet" in each for each in words)
        assert any("left" in each for each in words)
        shares = [share for each in words if (share := percent(each)) is not None]
        assert shares == sorted(shares)
        assert any(r.method == "PATCH" and r.files for r in s.r.requests)
        assert not s.r.violations
