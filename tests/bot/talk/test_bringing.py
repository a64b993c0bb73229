"""/bring: a picture of one's own becomes a take, once somebody answers for its likeness."""

import io
from pathlib import Path
from typing import Any

from PIL import Image

from bot.cards.layout import Card, button, row
from bot.consent import today
from bot.rehearsal.handle import Handle
from bot.rehearsal.world import Person
from bot.talk.bringing import question
from engine.protocol import FixEyes
from tests.bot.shooting import (
    BOXER,
    Message,
    custom_ids,
    eventually,
    pictures,
    press,
    settled,
    take_of,
    takes,
    told,
    with_ids,
)
from tests.bot.stage import Stage, stage
from tests.fakes import CARD, ColourCard


def photograph() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((96, 120)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def anybody(model: str) -> ColourCard:
    """The tiny family, under whatever name an edit asks for."""
    return ColourCard(card=CARD.model_copy(update={"id": model}))


def on(tmp_path: Path, *, faces: int | None = 1) -> Any:
    """A stage whose worker sees so many faces in every picture."""
    eyes = {} if faces is None else {"faces": lambda _: faces}
    return stage(tmp_path, families=anybody, eyes=eyes)


async def bring(s: Stage, where: str, who: Person | None = None, **said: Any) -> Handle:
    given = {"picture": ("me.jpg", photograph()), **said}
    handle = await s.r.slash(who or s.ada, where, "bring", given)
    await handle.settled()
    return handle


async def says(s: Stage, handle: Handle, words: str) -> Message:
    def look() -> Message | None:
        message = handle.message()
        return message if message and words in s.texts(message) else None

    return await s.found(look)


async def shown(s: Stage, where: str, count: int = 1) -> Message:
    await s.r.until(lambda: len(takes(s, where)) >= count)
    return takes(s, where)[-1]


async def test_a_likeness_is_asked_for_and_then_every_edit_works(tmp_path: Path):
    async with on(tmp_path) as s:
        thread = await s.begin(BOXER)
        handle = await bring(s, thread)
        asked = await says(s, handle, "Whose likeness is this?")
        assert asked["flags"] & 64
        assert not takes(s, thread)
        await press(s, s.ada, asked, "t:release:")
        await says(s, handle, "It is here as A1")
        card = await shown(s, thread)

        assert f"Release: <@{s.ada.id}>, their own likeness" in s.texts(card)
        assert pictures(card)[0]["description"] == "A1: A picture that somebody brought."
        verbs = [each.split(":")[1] for each in custom_ids(card)]
        assert verbs == ["refine", "eyes", "region", "regrade", "animate", "finish", "review",
                         "select", "master"]  # fmt: skip
        form = await press(s, s.ben, card, "t:eyes:")
        await (await s.r.submit(s.ben, form, {"eyes": "both", "gaze": "camera"})).answer()
        fixed = await shown(s, thread, 2)
        take = await s.store.take(take_of(fixed))
        assert take
        order = take.recipe.order
        assert isinstance(order, FixEyes)
        assert (order.model, order.gaze) == ("retouch", "camera")
        assert order.shot, "the light of the brief"
        assert order.shot.brief.light.key.side == "left"
        assert len(pictures(fixed)) == 2
        assert "their own likeness" in s.texts(fixed)
        form = await press(s, s.ben, fixed, "t:region:")
        said = {"region": "background", "words": "a brick wall at night"}
        await (await s.r.submit(s.ben, form, said)).answer()
        await shown(s, thread, 3)
        assert not s.r.violations


async def test_a_release_is_filled_in_and_revoking_it_takes_everything(tmp_path: Path):
    async with on(tmp_path) as s:
        handle = await bring(s, s.briefs, release="person")
        asked = await says(s, handle, "Somebody consents?")
        form = await press(s, s.ada, asked, "t:release:")
        said = {"person": "Cleo *C.*", "here": [s.cleo], "purpose": "a poster", "until": "",
                "affirm": True}  # fmt: skip
        for wrong, why in (
            ({"person": ""}, "needs the name"),
            ({"affirm": False}, "Without their agreement"),
            ({"until": "yesterday"}, "is no day"),
            ({"until": "2020-01-31"}, "is no day"),
        ):
            again = await press(s, s.ada, asked, "t:release:")
            assert why in await told(s, await s.r.submit(s.ada, again, said | wrong))
        assert await s.store.releases_of(int(s.ada.id)) == ()
        await (await s.r.submit(s.ada, form, said)).answer()
        card = await shown(s, s.briefs)
        assert f"Release: <@{s.cleo.id}>, as <@{s.ada.id}> affirms · for a poster" in s.texts(card)
        await press(s, s.ben, card, "t:refine:")
        refined = await shown(s, s.briefs, 2)
        kept = [await s.store.take(take_of(each)) for each in (card, refined)]
        await settled(s)

        listed = await (await s.r.slash(s.cleo, s.briefs, "release list")).settled()
        assert "2 takes" in s.texts(listed)
        (release,) = await s.store.releases_of(int(s.cleo.id))
        choices = await s.r.autocomplete(s.cleo, s.briefs, "release revoke", "release", "poster")
        assert [each["value"] for each in choices] == [release.id]
        forged = await s.r.slash(s.ben, s.briefs, "release revoke", {"release": release.id})
        assert "no release like that" in await told(s, forged)
        sure = await (
            await s.r.slash(s.cleo, s.briefs, "release revoke", {"release": release.id})
        ).settled()
        assert "2 takes made from it" in s.texts(sure)
        handle = await press(s, s.cleo, sure, "r:revoke:")
        done = await says(s, handle, "The release is revoked")

        assert "2 takes" in s.texts(done)
        assert not takes(s, s.briefs)
        assert not any(s.blobs.has(blob) for take in kept if take for blob in take.blobs)
        assert not s.r.violations


async def test_only_who_brought_it_answers_and_only_once(tmp_path: Path):
    async with on(tmp_path) as s:
        handle = await bring(s, s.briefs)
        await says(s, handle, "Whose likeness")
        await s.restart_bot()
        (job,) = await s.store.jobs_by(int(s.ada.id))
        (take,) = await s.store.takes_of(job.id)
        where = s.client.get_partial_messageable(int(s.briefs))
        public = await where.send(view=question(take))
        message = s.r.message(str(public.id))
        theirs = await press(s, s.ben, message, f"t:release:{take.id}:own")
        assert "Only the person who brought" in await told(s, theirs)
        planted = f"t:refine:{take.id}"
        await where.send(view=Card(row([button("press me", planted)])))
        early = await s.r.click(s.ben, s.r.messages(s.briefs)[-1]["id"], planted)
        assert "Nobody has said yet" in await told(s, early)
        await press(s, s.ada, message, f"t:release:{take.id}:nobody")
        card = await shown(s, s.briefs)
        assert "No real person" in s.texts(card)


async def test_a_picture_without_a_face_needs_no_word_and_can_be_taken_back(tmp_path: Path):
    async with on(tmp_path, faces=0) as s:
        handle = await bring(s, s.briefs)
        await says(s, handle, "It is here as A1")
        assert "no face was seen" in s.texts(await shown(s, s.briefs))
        handle = await bring(s, s.briefs, who=s.ben, release="person")
        asked = await says(s, handle, "Somebody consents?")
        await press(s, s.ben, asked, "t:release:" + custom_ids(asked)[-1].split(":", 2)[2])
        await says(s, handle, "nothing of it was kept")
        assert [take.slate for take in await s.store.find_takes(channel=int(s.briefs))] == ["A1"]


async def test_what_is_said_at_once_is_not_asked_and_no_picture_is_a_sentence(tmp_path: Path):
    async with on(tmp_path, faces=None) as s:
        handle = await bring(s, s.briefs, release="own")
        await says(s, handle, "It is here as A1")
        handle = await bring(s, s.briefs, picture=("half.jpg", photograph()[:200]))
        await says(s, handle, "cut short or damaged")
        handle = await bring(s, s.briefs, picture=("notes.txt", b"hello"))
        assert "is not a picture" in await told(s, handle)
        assert len(await s.store.releases_of(int(s.ada.id))) == 1


async def test_a_release_ends_on_its_day(tmp_path: Path):
    async with on(tmp_path) as s:
        handle = await bring(s, s.briefs, release="own")
        await says(s, handle, "It is here")
        card = await shown(s, s.briefs)
        (release,) = await s.store.releases_of(int(s.ada.id))
        await s.store._file.write("UPDATE releases SET until = '2020-01-01'")
        assert today() > "2020-01-01"
        late = await press(s, s.ben, card, "t:refine:")
        assert "ended on 2020-01-01" in await told(s, late)
        await s.restart_bot()

        async def gone() -> bool:
            return await s.store.release(release.id) is None

        await eventually(gone)
        await s.r.until(lambda: not takes(s, s.briefs))


async def test_a_released_picture_becomes_no_reference(tmp_path: Path):
    async with on(tmp_path) as s:
        thread = await s.begin(BOXER)
        handle = await bring(s, thread, release="own")
        await says(s, handle, "It is here")
        card = await shown(s, thread)
        menu = await s.r.menu(s.ben, card["id"], "Use as reference")
        assert "may not become a reference" in await told(s, menu)
        assert with_ids(s, thread, "t:master:")
