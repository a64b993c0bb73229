"""Rate limits: told ahead in headers, and real when nobody listens."""

import asyncio

from bot.rehearsal.server import Rehearsal
from tests.bot.rehearsal.client import Bot, point
from tests.bot.rehearsal.conftest import running


async def test_headers_tell_how_much_is_left(api, briefs):
    first = await api("POST", f"/channels/{briefs}/messages", {"content": "x"})
    second = await api("POST", f"/channels/{briefs}/messages", {"content": "x"})

    left = [int(a.headers["X-RateLimit-Remaining"]) for a in (first, second)]
    assert left[0] - left[1] == 1
    assert 0 < float(second.headers["X-RateLimit-Reset-After"]) <= 1
    assert first.headers["X-RateLimit-Bucket"] == second.headers["X-RateLimit-Bucket"]


async def test_too_many_at_once_are_limited(rehearsal, api, briefs):
    rehearsal.rates.real = True
    path = f"/channels/{briefs}/messages"
    some = await asyncio.gather(*(api("POST", path, {"content": "x"}) for _ in range(7)))
    over = [a for a in some if a.status == 429]

    assert len(over) == 2
    assert 0 < over[0].body["retry_after"] <= 5
    assert over[0].body["global"] is False
    assert over[0].headers["Via"]
    assert len(rehearsal.messages(briefs)) == 5


async def test_fifty_a_second_in_all(api, briefs):
    some = await asyncio.gather(*(api("GET", f"/channels/{briefs}") for _ in range(30)))
    more = await asyncio.gather(*(api("GET", "/users/@me") for _ in range(30)))
    over = [a for a in (*some, *more) if a.status == 429]

    assert len(over) == 10
    assert over[0].body["global"] is True


async def test_discord_py_never_runs_into_a_limit_that_it_was_told():
    r = Rehearsal(real_rates=True)
    await r.start()
    point(r.base, r.gateway)
    async with running(Bot(), r) as bot:
        channel = bot.get_channel(int(r.channels["briefs"]))
        message = await channel.send("x")
        for emoji in "😀😁😂😃😄":
            await message.add_reaction(emoji)
    await r.stop()

    assert 429 not in {q.status for q in r.requests}
