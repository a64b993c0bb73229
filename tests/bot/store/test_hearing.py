"""What the worker reports: once, in order, or again after a crash."""

from bot.store import Store
from engine.protocol import Progress, Report, Started, Wrapped
from tests.bot.store.made import ADA, bring, life, previs, ready, regrade, shoot


async def test_the_life_of_a_job(store: Store) -> None:
    placed = await store.place_job(shoot("one"))

    started = await store.hear(Report(seq=3, event=Started(job=placed.id, worker="w", attempt=1)))
    assert started.job
    assert (started.fresh, started.job.state) == (True, "running")

    heard = await store.hear(Report(seq=4, event=ready(placed, 1, "b", small="c")))
    assert heard.take
    assert (heard.fresh, heard.wrapped, heard.take.id) == (True, False, f"{placed.id}-1")
    assert (heard.take.slate, heard.take.owner, heard.take.kind) == ("A2", ADA, "shoot")
    assert heard.take.blobs == ("c" * 64, "b" * 64)
    assert heard.take.recipe.index == 1
    assert await store.take(heard.take.id) == heard.take

    wrapped = await store.hear(Report(seq=5, event=Wrapped(job=placed.id, error="It broke.")))
    assert wrapped.job
    assert (wrapped.fresh, wrapped.wrapped, wrapped.job.state) == (True, True, "wrapped")
    assert wrapped.job.error == "It broke."
    assert wrapped.job.started
    assert wrapped.job.ended
    assert wrapped.job.started < wrapped.job.ended
    assert await store.cursor() == 5


async def test_hearing_again_changes_nothing(store: Store) -> None:
    placed = await store.place_job(shoot("one"))
    events = (
        Started(job=placed.id, worker="w", attempt=1),
        ready(placed),
        Wrapped(job=placed.id),
    )
    for seq, event in enumerate(events, 1):
        first = await store.hear(Report(seq=seq, event=event))
        again = await store.hear(Report(seq=seq, event=event))
        assert first.fresh
        assert again == first.model_copy(update={"fresh": False})
    over = await store.job(placed.id)
    for event in events:
        assert not (await store.hear(Report(seq=1, event=event))).fresh
    assert await store.job(placed.id) == over
    assert await store.cursor() == 3


async def test_progress_moves_nothing(store: Store) -> None:
    placed = await store.place_job(shoot("one"))
    heard = await store.hear(Report(seq=9, event=Progress(job=placed.id, step=1, of=4)))
    assert heard.job == placed
    assert not heard.fresh
    assert await store.cursor() == 0


async def test_a_second_attempt_keeps_the_first_start(store: Store) -> None:
    placed = await store.place_job(shoot("one"))
    first = await store.hear(Report(seq=1, event=Started(job=placed.id, worker="w", attempt=1)))
    second = await store.hear(Report(seq=2, event=Started(job=placed.id, worker="v", attempt=2)))
    assert second.job == first.job
    assert not second.fresh


async def test_a_job_of_somebody_else_is_let_pass(store: Store) -> None:
    stranger = shoot("stranger")
    for seq, event in enumerate((ready(stranger), Wrapped(job=stranger.id)), 1):
        heard = await store.hear(Report(seq=seq, event=event))
        assert heard.job is None
        assert heard.take is None
        assert not heard.fresh
        assert heard.discard == (), "the command line's takes are its own"
    assert await store.cursor() == 2


async def test_a_new_queue_is_heard_from_its_beginning(store: Store) -> None:
    await life(store, shoot("one"))
    assert await store.cursor() == 4
    await store.rewind(4)
    assert await store.cursor() == 4
    await store.rewind(3)
    assert await store.cursor() == 0


async def test_a_take_made_twice_with_other_bytes_stays_the_first(store: Store) -> None:
    placed = await life(store, shoot("one"), "ab")
    heard = await store.hear(Report(seq=9, event=ready(placed, 1, "c", small="a")))
    assert heard.take
    assert heard.take.blob == "b" * 64
    assert heard.discard == ("c" * 64,), "a is the blob of the other take"
    assert await store.unwanted() == ("c" * 64,)
    await store.discarded(heard.discard)
    assert await store.unwanted() == ()


async def test_children_are_named_after_their_parent(store: Store) -> None:
    placed = await life(store, shoot("one"), "ab")
    parent = f"{placed.id}-1"
    first = await life(store, regrade("first", parent, "b"), "c")
    second = await life(store, regrade("second", parent, "b"), "d")
    deeper = await life(store, regrade("deeper", f"{first.id}-0", "c"), "e")
    slates = [
        take.slate for job in (first, second, deeper) for take in await store.takes_of(job.id)
    ]
    assert slates == ["A2.1", "A2.2", "A2.1.1"]


async def test_more_like_this_is_a_sheet_of_its_own(store: Store) -> None:
    placed = await life(store, shoot("one"))
    more = await life(store, shoot("more", parent=f"{placed.id}-0"), "cd")
    takes = await store.takes_of(more.id)
    assert [take.slate for take in takes] == ["B1", "B2"]
    assert {take.parent for take in takes} == {f"{placed.id}-0"}


async def test_a_previs_has_no_slate(store: Store) -> None:
    light = await life(store, previs("light"), "a")
    (take,) = await store.takes_of(light.id)
    assert take.slate == ""
    edited = await life(store, regrade("edited", take.id, "a"), "b")
    assert [take.slate for take in await store.takes_of(edited.id)] == [""]


async def test_the_raw_file_that_was_brought_goes_when_its_job_is_over(store: Store) -> None:
    placed = await store.place_job(bring("brought", "e"))
    again = await store.place_job(bring("again", "e"))
    clean = await store.hear(Report(seq=1, event=ready(placed, 0, "f")))
    assert clean.take
    assert clean.take.kind == "bring"
    assert clean.discard == ()
    first = await store.hear(Report(seq=2, event=Wrapped(job=placed.id)))
    assert first.discard == (), "the other job has yet to read it"
    second = await store.hear(Report(seq=3, event=Wrapped(job=again.id, error="No picture.")))
    assert second.discard == ("e" * 64,)
    assert await store.unwanted() == ("e" * 64,)
    await store.place_job(bring("third", "e"))
    assert await store.unwanted() == (), "it is needed again"
