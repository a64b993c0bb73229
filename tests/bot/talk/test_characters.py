"""`/character`: by the real client, on our Discord."""

from pathlib import Path

from tests.bot.stage import stage
from tests.bot.talk.using import slash, whole

BOXER = "a retired boxer of 62, hard key from camera left, noir"
EPHEMERAL = 64


async def test_somebody_is_saved_and_comes_back_with_the_same_face(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        first = await s.begin("a retired boxer of 62, grey hair, freckles, dark green coat")
        saved = await whole(s, s.ada, first, "character save", name="Otto")
        other = await s.begin("a woman in a red dress, noir")
        used = await slash(s, s.ada, other, "character use", {"name": "otto"})
        one, two = [await s.store.brief_at(int(each)) for each in (first, other)]

        assert "Otto is saved" in saved
        assert one
        assert two
        assert one.person_seed == two.person_seed
        assert (two.body.subject.age, two.body.subject.marks) == (62, ("freckles",))
        assert two.body.subject.wardrobe == "red dress"
        assert "Character: Otto." in used["content"]
        await s.card_says(other, "grey")


async def test_people_are_listed_shown_renamed_and_forgotten(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin("a retired boxer of 62, grey hair")
        assert "no saved people" in await whole(s, s.ada, thread, "character list")
        await slash(s, s.ada, thread, "character save", {"name": "Otto"})
        await s.tell(thread, "scar on the chin")
        again = await whole(s, s.ada, thread, "character save", name="otto")
        shown = await slash(s, s.ada, thread, "character show", {"name": "Otto"})
        choices = await s.r.autocomplete(s.ada, thread, "character show", "name", "ot")
        renamed = await whole(s, s.ada, thread, "character rename", name="Otto", to="Emil")
        forgotten = await whole(s, s.ada, thread, "character forget", name="Emil")
        gone = await whole(s, s.ada, thread, "character show", name="Emil")

        assert "revision 2" in again
        assert "scar" in s.texts(shown)
        assert "revision 2" in s.texts(shown)
        assert s.r.find(shown, label="Use in this brief")
        assert [c["name"] for c in choices] == ["otto"] or [c["name"] for c in choices] == ["Otto"]
        assert "Emil" in renamed
        assert "forgotten" in forgotten
        assert "no saved person" in gone


async def test_people_belong_to_who_saved_them(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin("a retired boxer of 62")
        await slash(s, s.ada, thread, "character save", {"name": "Otto"})

        assert "no saved person" in await whole(s, s.ben, thread, "character use", name="Otto")
        assert not await s.r.autocomplete(s.ben, thread, "character use", "name", "")


async def test_a_saved_person_steps_in_by_a_button(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin("a retired boxer of 62, grey hair")
        await slash(s, s.ada, thread, "character save", {"name": "Otto"})
        other = await s.begin("noir")
        shown = await slash(s, s.ada, other, "character show", {"name": "Otto"})
        use = s.r.find(shown, label="Use in this brief")["custom_id"]
        said = await (await s.r.click(s.ada, shown["id"], use)).answer()

        assert said["message"]["content"].startswith("**Ada** · Who: 62.") or (
            "Character: Otto" in said["message"]["content"]
        )
