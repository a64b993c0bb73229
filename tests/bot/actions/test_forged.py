"""A custom_id that names somebody else's take gets a sentence, and nothing of the take."""

from pathlib import Path

import pytest

from bot.cards.layout import Card, button, row
from tests.bot.shooting import BOXER, job_of, opened, press, sheet, take_of, takes, told
from tests.bot.stage import Stage, stage


async def planted(s: Stage, channel: str, *custom_ids: str) -> str:
    """A message of ours with such buttons, as a broken client would make one; its id."""
    where = s.client.get_partial_messageable(int(channel))
    card = Card(row([button("press me", each) for each in custom_ids]))
    return str((await where.send(view=card)).id)


@pytest.mark.parametrize(
    "verb", ["open", "undo", "region", "master", "select:on", "tone:print.own.", "branch"]
)
async def test_another_guilds_take_is_out_of_reach(tmp_path: Path, verb: str):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        guild = s.r.add_guild("Elsewhere", "Ben")
        channel = s.r.add_channel("wide", guild)
        name, _, arg = verb.partition(":")
        forged = f"t:{name}:{take_of(card)}" + (f":{arg}" if arg else "")
        await s.r.until(lambda: s.client.get_channel(int(channel)))
        message = await planted(s, channel, forged)
        handle = await s.r.click(s.ben, message, forged)
        assert "belongs to another place" in await told(s, handle)
        assert not await s.store.is_selected(take_of(card))
        assert len(s.r.messages(channel)) == 1, "only the forged one"


async def test_another_guilds_job_is_neither_stopped_nor_shot_again(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        guild = s.r.add_guild("Elsewhere", "Ben")
        channel = s.r.add_channel("wide", guild)
        await s.r.until(lambda: s.client.get_channel(int(channel)))
        for forged in (f"s:again:{job_of(found)}", f"j:stop:{job_of(found)}"):
            message = await planted(s, channel, forged)
            handle = await s.r.click(s.ben, message, forged)
            assert "belongs to another place" in await told(s, handle)
        assert not [job for job in await s.store.jobs_open() if job.kind == "shoot"]


async def test_somebody_elses_direct_messages_are_out_of_reach(tmp_path: Path):
    async with stage(tmp_path) as s:
        hers = await s.r.dm(s.ada)
        await s.r.say(s.ada, hers, BOXER)
        await s.r.until(lambda: s.cards(hers))
        found = await sheet(s, hers, who=s.ada)
        his = await s.r.dm(s.ben)
        forged = f"t:open:{job_of(found)}-0"
        message = await planted(s, his, forged)
        handle = await s.r.click(s.ben, message, forged)

        assert "belongs to another place" in await told(s, handle)
        assert not takes(s, his)


async def test_nonsense_is_answered(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        for forged in (
            f"t:eat:{take_of(card)}",
            "t:open:nobodys-take-0",
            f"t:regrade:{take_of(card)}:no-such-look",
            f"t:eyes:{take_of(card)}:third",
            f"t:tone:{take_of(card)}:print.no-such-look.ww",
            f"t:tone:{take_of(card)}:eat.own.",
            f"t:release:{take_of(card)}:own",
            f"t:layers:{take_of(card)}",
            "s:again:nobodys-job",
            "k:page:here:999:'; DROP TABLE takes; --",
        ):
            message = await planted(s, thread, forged)
            handle = await s.r.click(s.ben, message, forged)
            await handle.answer()
        await press(s, s.ben, card, "t:refine:")
        await s.r.until(lambda: len(takes(s, thread)) == 2)
