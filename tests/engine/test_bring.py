"""A picture that somebody brought, on the road that every order takes."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine import ops, png
from engine.protocol import PROOF, SMALL, Bring, Job, Size, StudioError, TakeReady, Wrapped, lane_of
from engine.queue.sqlite import open_queue
from engine.tools import Take, Tools
from engine.vault import Vault
from engine.worker import Worker
from tests.fakes import ColourCard, gradient, only

BLOB = "a" * 64
PLAIN = gradient(5, Size(width=200, height=100))


def photograph() -> bytes:
    """What a phone sends: lying on its side, and knowing where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Ada Lovelace"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    buffer = io.BytesIO()
    picture = Image.fromarray(PLAIN)
    picture.save(buffer, "JPEG", quality=95, exif=exif, comment=b"at home", xmp=b"<x>home</x>")
    return buffer.getvalue()


def bring(data: bytes, made: frozenset[int] = frozenset()) -> list[Take]:
    tools = Tools(
        family=only(ColourCard()),
        picture=lambda _: data,
        tell=lambda *_: None,
        made=made,
    )
    return list(ops.run(Bring(blob=BLOB), tools))


def test_a_clean_copy_is_the_take() -> None:
    (take,) = bring(photograph())
    assert (take.index, take.media) == (0, "image/webp")
    assert set(take.extras) == {PROOF, SMALL}
    assert "seconds" in take.measures
    assert take.recipe.order == Bring(blob=BLOB)
    with Image.open(io.BytesIO(take.data)) as copy:
        assert (copy.format, copy.size) == ("WEBP", (100, 200))
        assert set(copy.info) <= {"icc_profile", "loop", "background", "timestamp", "duration"}
    upright = np.rot90(PLAIN, -1)
    assert np.abs(png.decode(take.data).astype(float) - upright).mean() < 4


def test_nothing_of_its_owner_stays_in_any_file() -> None:
    data = photograph()
    assert b"Lovelace" in data
    (take,) = bring(data)
    for file in (take.data, *take.extras.values()):
        for word in (b"Lovelace", b"home", b"EXIF", b"Exif", b"XMP "):
            assert word not in file


def test_the_same_file_is_the_same_take() -> None:
    (first,), (second,) = bring(photograph()), bring(photograph())
    assert first.data == second.data
    assert first.extras == second.extras


def test_what_is_made_is_not_made_again() -> None:
    assert bring(b"", made=frozenset({0})) == []


def test_what_is_no_picture_is_a_sentence() -> None:
    with pytest.raises(StudioError, match="no picture that can be read here"):
        bring(b"hello")


@pytest.mark.parametrize("good", [True, False])
async def test_it_crosses_the_queue(tmp_path: Path, *, good: bool) -> None:
    vault = Vault(tmp_path / "vault")
    order = Bring(blob=vault.put(photograph() if good else b"<svg/>"))
    job = Job(order=order, lane=lane_of(order))
    takes: list[TakeReady] = []
    error = ""
    async with await open_queue(tmp_path / "queue.db") as queue:
        await queue.enqueue(job)
        await Worker(queue, vault, only(ColourCard())).run(burst=True)
        async for report in queue.listen():
            match report.event:
                case TakeReady() as ready:
                    takes.append(ready)
                case Wrapped() as end:
                    error = end.error
                    break
                case _:
                    pass
    assert error.startswith("This file is no picture") is not good
    assert [take.media for take in takes] == (["image/webp"] if good else [])
    assert set(vault.blobs()) == {order.blob, *(blob for take in takes for blob in take.blobs)}
