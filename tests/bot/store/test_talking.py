"""What the conversation remembers of a brief."""

from bot.store import Store
from engine.protocol import Wrapped
from tests.bot.store.made import ADA, BODY, Clock, brief, hear, previs, shoot


async def test_a_question_is_asked_once_of_each_brief(store: Store) -> None:
    one, other = await brief(store), await brief(store)
    await store.ask(one.id, "age")
    await store.ask(one.id, "age")
    await store.ask(one.id, "place")
    await store.ask("nothing", "age")
    assert await store.asked(one.id) == {"age", "place"}
    assert await store.asked(other.id) == frozenset()
    assert await store.asked("nothing") == frozenset()


async def test_questions_go_with_their_brief(store: Store) -> None:
    begun = await brief(store)
    await store.ask(begun.id, "age")
    await store.purge(ADA)
    assert await store.asked(begun.id) == frozenset()


async def test_the_light_of_a_brief_is_its_newest_previs(store: Store) -> None:
    begun = await brief(store)
    first = await store.place_job(previs("first", brief=begun.id, version=1))
    await store.place_job(shoot("sheet", brief=begun.id, version=1))
    second = await store.place_job(previs("second", brief=begun.id, version=1))
    stopped = await store.place_job(previs("stopped", brief=begun.id, version=1))
    await hear(store, Wrapped(job=stopped.id, cancelled=True))
    assert await store.previs_of(begun.id) == (second, first)
    assert await store.previs_of(begun.id, limit=1) == (second,)
    assert await store.previs_of("nothing") == ()


async def test_a_brief_without_light_is_found_after_a_restart(store: Store, clock: Clock) -> None:
    old = await brief(store)
    clock.now += 1000
    lit, dark = await brief(store), await brief(store)
    await store.place_job(previs("lit", brief=lit.id, version=1))
    since = clock.now - 10
    assert await store.unlit(since) == (dark.id,)
    assert await store.unlit(0) == (dark.id, old.id)
    await store.change_brief(lit.id, author=ADA, words="", body=BODY, expect=1)
    assert await store.unlit(since) == (lit.id, dark.id)
