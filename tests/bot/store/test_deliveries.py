"""Deliveries: intended, then posted; a crash between the two is seen."""

import pytest
from pydantic import ValidationError

from bot.store import Gone, Store
from tests.bot.store.made import DM, THREAD, shoot


async def test_a_message_is_written_down_before_it_is_posted(store: Store) -> None:
    job = await store.place_job(shoot("one"))
    intended = await store.intend("sheet-1", job.id, THREAD)
    assert intended.message is None
    assert await store.deliveries_pending() == (intended,)
    assert await store.intend("sheet-1", job.id, DM) == intended, "the first stands"

    await store.delivered("sheet-1", 555)
    posted = await store.delivery("sheet-1")
    assert posted
    assert posted == intended.model_copy(update={"message": 555})
    assert await store.delivery_of(555) == posted
    assert await store.deliveries_pending() == ()


async def test_unknown_keys_and_jobs(store: Store) -> None:
    assert await store.delivery("nothing") is None
    assert await store.delivery_of(1) is None
    await store.delivered("nothing", 1)
    assert await store.delivery_of(1) is None
    with pytest.raises(Gone, match="deleted"):
        await store.intend("sheet-1", "nothing", THREAD)
    for key in ("", "x" * 26):
        with pytest.raises(ValidationError):
            await store.intend(key, "nothing", THREAD)


async def test_a_message_that_went_elsewhere_is_known_there(store: Store) -> None:
    job = await store.place_job(shoot("one"))
    await store.intend("sheet-1", job.id, THREAD)

    await store.delivered("sheet-1", 555, DM)

    posted = await store.delivery_of(555)
    assert posted
    assert posted.place == DM
