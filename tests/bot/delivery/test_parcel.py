"""Which files are sent, and how a message is known again."""

from pathlib import Path

from bot.delivery.keys import OPENED, PROGRESS, RESULT, key, purpose, shown
from bot.delivery.limits import SMALLEST, Limits
from bot.delivery.parcel import pack
from bot.records import Delivery, Place, TakeRecord
from engine.protocol import POSTER, PROOF, SECOND, SMALL, Media
from engine.vault import Vault
from tests import fakes

JOB = fakes.job("one")


def take(vault: Vault, index: int, media: Media = "image/png", **sizes: int) -> TakeRecord:
    """A take of files of so many bytes."""
    names = {"proof": PROOF, "small": SMALL, "poster": POSTER, "second": SECOND}
    blobs = {
        name: vault.put(f"{index}{name}".encode().ljust(size, b".")) for name, size in sizes.items()
    }
    master = blobs.pop("master")
    ready = fakes.take(JOB, index)
    return TakeRecord(
        id=f"{JOB.id}-{index}",
        job=JOB.id,
        index=index,
        blob=master,
        media=media,
        recipe=ready.recipe,
        measures={},
        extras={names[name]: sha for name, sha in blobs.items()},
        kind="shoot",
        slate=f"A{index + 1}",
        owner=1,
        place=Place(guild=2, channel=3),
        created=0,
    )


async def test_masters_go_where_they_fit(tmp_path: Path):
    vault = Vault(tmp_path)
    takes = [take(vault, n, master=1000, proof=200, small=50) for n in range(3)]
    parcel = await pack(takes, vault, limit=1000, request=3000)

    assert [picture.name for picture in parcel.pictures] == ["A1.png", "A2.png", "A3.png"]
    assert parcel.level == 0


async def test_a_full_request_is_met_with_proofs_of_all(tmp_path: Path):
    vault = Vault(tmp_path)
    takes = [take(vault, n, master=1000, proof=200, small=50) for n in range(3)]
    parcel = await pack(takes, vault, limit=1000, request=2999)

    assert [picture.name for picture in parcel.pictures] == ["A1.webp", "A2.webp", "A3.webp"]
    assert [len(picture.data) for picture in parcel.pictures] == [200] * 3
    smaller = await pack(takes, vault, limit=1000, request=599)
    assert [len(picture.data) for picture in smaller.pictures] == [50] * 3


async def test_only_the_one_that_is_too_large_is_a_proof(tmp_path: Path):
    vault = Vault(tmp_path)
    takes = [
        take(vault, 0, master=900, proof=200, small=50),
        take(vault, 1, master=1001, proof=200, small=50),
    ]
    parcel = await pack(takes, vault, limit=1000, request=9000)

    assert [picture.name for picture in parcel.pictures] == ["A1.png", "A2.webp"]


async def test_a_clip_may_become_its_poster(tmp_path: Path):
    vault = Vault(tmp_path)
    clip = take(vault, 0, "video/mp4", master=1000, poster=100)
    whole = await pack([clip], vault, limit=1000, request=9000)
    still = await pack([clip], vault, limit=999, request=9000)

    assert [picture.name for picture in whole.pictures] == ["A1.mp4"]
    assert "moving" in whole.pictures[0].alt
    assert [picture.name for picture in still.pictures] == ["A1.webp"]


async def test_what_fits_nowhere_or_is_gone_is_said_to_be_lost(tmp_path: Path):
    vault = Vault(tmp_path)
    large = take(vault, 0, master=1000, proof=900, small=800)
    gone = take(vault, 1, master=10, proof=10, small=10)
    for sha in gone.blobs:
        vault.discard(sha)
    parcel = await pack([large, gone], vault, limit=500, request=9000)

    assert parcel.pictures == ()
    assert parcel.lost == (large, gone)


def test_keys_are_nonces_that_say_what_they_are_for():
    keys = {key(PROGRESS, "job"), key(RESULT, "job"), key(OPENED, "job", 3), key(RESULT, "other")}
    assert len(keys) == 4
    assert all(len(each) == 25 for each in keys)
    assert key(RESULT, "job") == key(RESULT, "job")
    opened = Delivery(key=key(OPENED, "123", 3), job="some-job", place=Place(channel=1), created=0)
    assert (purpose(opened), shown(opened)) == (OPENED, "some-job-3")


def test_a_refused_size_is_remembered_for_an_hour():
    now = [0.0]

    class Nobody:
        def get_guild(self, _guild: int) -> None:
            return None

    limits = Limits(Nobody(), clock=lambda: now[0])  # type: ignore[arg-type]
    whole = limits.of(1)
    limits.refused(1, 5_000_000)
    assert limits.of(1) == 4_999_999
    assert limits.of(2) == whole
    limits.refused(1, 100)
    assert limits.of(1) == SMALLEST
    now[0] = 3601.0
    assert limits.of(1) == whole


async def test_a_clip_too_large_is_sent_as_its_second_and_then_as_its_poster(tmp_path: Path):
    vault = Vault(tmp_path)
    clip = take(vault, 0, "video/mp4", master=900, second=500, poster=100)
    for limit, size, suffix in ((1000, 900, "mp4"), (600, 500, "webp"), (200, 100, "webp")):
        (picture,) = (await pack([clip], vault, limit=limit, request=10_000)).pictures
        assert (len(picture.data), picture.name) == (size, f"A1.{suffix}")
        assert "moving portrait" in picture.alt
    refused = await pack([clip], vault, limit=1000, request=10_000, level=1)
    assert len(refused.pictures[0].data) == 500


async def test_a_picture_from_before_comes_along_if_there_is_room(tmp_path: Path):
    vault = Vault(tmp_path)
    then = take(vault, 0, master=900, proof=300)
    now = take(vault, 1, master=800, proof=250).model_copy(update={"kind": "refine"})
    both = await pack([now], vault, limit=1000, request=1200, before=then)
    assert [each.name for each in both.all] == ["before-A1.webp", "A2.png"]
    less = await pack([now], vault, limit=1000, request=600, before=then)
    assert [len(each.data) for each in less.all] == [300, 250]
    vault.discard(then.blob)
    vault.discard(then.extras[PROOF])
    alone = await pack([now], vault, limit=1000, request=1200, before=then)
    assert [each.name for each in alone.all] == ["A2.png"]
    assert alone.lost == ()
