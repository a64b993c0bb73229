"""`/brief`, `/look` and `/character`: by the real client, on our Discord."""

from pathlib import Path
from typing import Any

import pytest

from bot import words
from bot.rehearsal.world import Person
from prompts.brief import Subject
from tests.bot.stage import Stage, stage

BOXER = "a retired boxer of 62, hard key from camera left, noir"
EPHEMERAL = 64


async def slash(
    s: Stage, who: Person, channel: str, command: str, options: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Use a command; its answer."""
    return await (await s.r.slash(who, channel, command, options)).settled()


async def whole(s: Stage, who: Person, channel: str, command: str, **options: Any) -> str:
    """The same, as what is read."""
    return s.texts(await slash(s, who, channel, command, options))


# ---------------------------------------------------------------- /brief new


async def test_without_an_idea_a_form_asks(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        form = await s.r.slash(s.ada, s.briefs, "brief new", {"look": "noir"})
        modal = (await form.answer())["modal"]
        said = {
            "new_who": "a retired boxer, 62",
            "new_where": "the moon base kitchen",
            "new_light": "hard key from camera left",
            "new_mood": "tense",
            "new_use": "a poster",
        }
        await (await s.r.submit(s.ada, form, said)).settled()
        await s.r.until(lambda: s.r.threads() and s.cards(s.thread()))
        record = await s.store.brief_at(int(s.thread()))

        assert [label["label"] for label in modal["components"]] == [
            "Who",
            "Where",
            "Light",
            "Mood",
            "For",
        ]
        assert record
        assert record.body.look == "noir"
        assert record.body.setting.place == "moon base kitchen"
        assert record.body.light.key.side == "left"
        assert record.body.use
        assert not s.r.violations


async def test_an_empty_form_begins_an_empty_brief(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        form = await s.r.slash(s.ada, s.briefs, "brief new")
        await form.answer()
        await (await s.r.submit(s.ada, form, {"new_who": ""})).settled()
        await s.r.until(lambda: s.r.threads() and s.cards(s.thread()))

        assert s.r.threads()[0]["name"] == "A portrait"
        assert "Who is it?" in s.lines(s.thread())[0]


async def test_a_look_and_a_character_come_along(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        subject = Subject(age=34, gender="woman", hair="red hair")
        await s.store.save_character(int(s.ada.id), "Mara", subject, 77, None)
        thread = await s.begin("in a dark green coat", look="tintype", character="mara")
        record = await s.store.brief_at(int(thread))

        assert record
        assert record.person_seed == 77
        assert (record.body.look, record.body.character) == ("tintype", "Mara")
        assert (record.body.subject.age, record.body.subject.wardrobe) == (34, "dark green coat")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"look": "nowhere"}, "No look is called 'nowhere'"),
        ({"character": "Nobody"}, "no saved person called “Nobody”"),
    ],
)
async def test_what_is_not_there_is_a_sentence(
    tmp_path: Path, options: dict[str, str], sentence: str
):
    async with stage(tmp_path, worker=False) as s:
        said = await slash(s, s.ada, s.briefs, "brief new", {"idea": BOXER, **options})

        assert sentence in said["content"]
        assert said["flags"] & EPHEMERAL
        assert not s.r.threads()


async def test_without_the_right_to_threads_the_channel_serves(tmp_path: Path):
    async with stage(tmp_path) as s:
        s.r.deny("create_public_threads")
        said = await slash(s, s.ada, s.briefs, "brief new", {"idea": BOXER})
        await s.r.until(lambda: s.cards(s.briefs))
        line = await s.tell(s.briefs, "dark green coat")

        assert "I need Create Public Threads here" in said["content"]
        assert said["flags"] & EPHEMERAL
        assert line.startswith("Wardrobe: dark green coat.")
        assert not s.r.threads()
        await s.lit(s.briefs, 2)


async def test_where_the_bot_may_not_write_it_says_what_it_needs(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        for name in ("create_public_threads", "send_messages"):
            s.r.deny(name, s.briefs)
        await s.r.until(lambda: True)
        for options in ({"idea": BOXER}, {}):
            said = await slash(s, s.ada, s.briefs, "brief new", options)

            assert "I need Send Messages here" in said["content"]
            assert said["flags"] & EPHEMERAL
        assert not s.cards(s.briefs)
        assert await s.store.count_briefs(int(s.ada.id)) == 0


async def test_as_somebodys_own_app_it_works_where_they_stand(tmp_path: Path):
    async with stage(tmp_path) as s:
        guild = s.r.add_guild("Far away", "Ben", bot=False)
        room = next(r.id for r in s.r.stage.world.rooms.values() if r.guild == guild)
        handle = await s.r.slash(s.ben, room, "brief new", {"idea": BOXER})
        await handle.answer()
        await s.r.until(lambda: s.cards(room))
        card = await s.lit(room, 1)
        form = await s.r.click(s.ben, card["id"], s.r.find(card, label="Who")["custom_id"])
        await form.answer()
        await (await s.r.submit(s.ben, form, {"wardrobe": "a green coat"})).answer()

        await s.card_says(room, "a green coat")


async def test_their_own_app_edits_its_card_with_each_press(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        guild = s.r.add_guild("Far away", "Ben", bot=False)
        room = next(r.id for r in s.r.stage.world.rooms.values() if r.guild == guild)
        first = await s.r.slash(s.ben, room, "brief new", {"idea": BOXER})
        await first.answer()
        await s.r.until(lambda: s.cards(room))
        s.r.expire(first)  # a quarter of an hour later
        form = await s.r.click(
            s.ben, s.card(room)["id"], s.r.find(s.card(room), label="Who")["custom_id"]
        )
        await form.answer()
        done = await s.r.submit(s.ben, form, {"wardrobe": "a green coat"})
        await done.answer()

        assert "a green coat" in s.texts(s.card(room))
        assert len(s.cards(room)) == 1
        await s.r.until(lambda: "**Ben** · Wardrobe: a green coat." in s.lines(room))


async def test_who_has_too_many_briefs_hears_so_and_no_thread_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.store.briefs.MAX_BRIEFS", 1)
    async with stage(tmp_path, worker=False) as s:
        await s.begin(BOXER)
        said = await slash(s, s.ada, s.briefs, "brief new", {"idea": BOXER})

        assert "the most that one person can keep" in said["content"]
        assert len(s.r.threads()) == 1


async def test_in_a_channel_everybody_has_a_brief_of_their_own(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        s.r.deny("create_public_threads")
        await slash(s, s.ada, s.briefs, "brief new", {"idea": BOXER})
        await slash(s, s.ben, s.briefs, "brief new", {"idea": "a nurse of 40"})
        await s.tell(s.briefs, "freckles")
        card = next(m for m in s.cards(s.briefs) if "Nurse" in s.texts(m))
        reply = await s.r.say(s.ada, s.briefs, "grey hair", reply_to=card["id"])
        await s.r.until(lambda: s.reply_to(s.briefs, reply["id"]))
        hers = await s.store.brief_at(int(s.briefs), owner=int(s.ada.id))
        his = await s.store.brief_at(int(s.briefs), owner=int(s.ben.id))

        assert hers
        assert his
        assert hers.body.subject.marks == ("freckles",)
        assert his.body.subject.marks == ()
        assert his.body.subject.hair


async def test_everybody_reads_a_brief_in_the_language_of_who_began_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(words.table("de"), "cards.button.more", "Mehr sagen")
    async with stage(tmp_path, worker=False) as s:
        s.ada.locale = "de"
        thread = await s.begin(BOXER)
        assert s.r.find(s.card(thread), label="Mehr sagen")
        await s.tell(thread, "freckles", who=s.ben)
        await s.card_says(thread, "freckles")
        brief = s.r.find(s.card(thread), custom_id="b:who:")["custom_id"].rpartition(":")[2]
        await s.r.until(lambda: s.client.talk.lights.known(brief).job)
        await s.restart_bot()
        await s.tell(thread, "grey hair", who=s.ben)
        card = await s.card_says(thread, "grey")

        assert s.r.find(card, label="Mehr sagen")


# ---------------------------------------------------------------- the others


async def test_show_brings_the_card_down(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        old = s.card(thread)
        await slash(s, s.ben, thread, "brief show")
        await s.tell(thread, "dark green coat")
        new = await s.card_says(thread, "dark green coat")

        assert new["id"] != old["id"]
        assert len(s.cards(thread)) == 2
        assert f"{thread}/{new['id']}" in s.texts(s.r.message(old["id"]))


async def test_show_from_elsewhere_is_for_its_people_alone(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        record = await s.store.brief_at(int(thread))
        assert record
        hers = await slash(s, s.ada, s.briefs, "brief show", {"brief": record.id})
        his = await slash(s, s.ben, s.briefs, "brief show", {"brief": record.id})

        assert "Retired boxer" in s.texts(hers)
        assert hers["flags"] & EPHEMERAL
        assert "no brief like that" in his["content"]


async def test_briefs_are_listed_and_found_by_title(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        assert "no briefs here yet" in await whole(s, s.ada, s.briefs, "brief list")
        await s.begin(BOXER)
        await s.begin("a nurse of 40, in a ward")
        listed = await whole(s, s.ada, s.briefs, "brief list")
        nurses = await s.r.autocomplete(s.ada, s.briefs, "brief show", "brief", "nur")

        assert "1. **Nurse, 40, ward**" in listed
        assert "2. **Retired boxer, 62**" in listed
        assert [c["name"] for c in nurses] == ["Nurse, 40, ward · 1"]
        assert not await s.r.autocomplete(s.ben, s.briefs, "brief show", "brief", "")


async def test_history_and_diff_read_like_sentences(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await s.tell(thread, "softer key, 5600 K")
        await s.tell(thread, "freckles", who=s.ben)
        history = await whole(s, s.ada, thread, "brief history")
        last = await whole(s, s.ada, thread, "brief diff")
        both = await whole(s, s.ada, thread, "brief diff", older=1, newer=3)
        none = await whole(s, s.ada, thread, "brief diff", older=1, newer=9)
        choices = await s.r.autocomplete(s.ada, thread, "brief diff", "older", "freck")

        assert history.index("**3**") < history.index("**2**") < history.index("**1**")
        assert last.splitlines()[1:] == ["Marks: open → freckles"]
        assert both.splitlines()[1:] == [
            "Marks: open → freckles",
            "Key, colour: open → 5600 K",
            "Key, softness: hard → soft",
        ]
        assert "no version 9" in none
        assert choices == [{"name": "3 · freckles", "value": 3}]


async def test_resume_goes_where_the_brief_is(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        (choice,) = await s.r.autocomplete(s.ada, s.briefs, "brief resume", "brief", "")
        said = await slash(s, s.ada, s.briefs, "brief resume", {"brief": choice["value"]})

        assert f"<#{thread}>" in said["content"]
        assert len(s.cards(thread)) == 2
        assert "further down" in s.texts(s.cards(thread)[0])


async def test_resume_opens_a_new_thread_where_the_old_one_is_gone(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        record = await s.store.brief_at(int(thread))
        assert record
        s.r.delete_channel(thread)
        said = await slash(s, s.ada, s.briefs, "brief resume", {"brief": record.id})
        line = await s.tell(s.thread(), "dark green coat")

        assert s.thread() != thread
        assert f"<#{s.thread()}>" in said["content"]
        assert line.startswith("Wardrobe")


async def test_where_no_brief_is_it_says_how_to_begin(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        for command in ("brief show", "brief history", "brief diff", "character use"):
            options = {"name": "Mara"} if command == "character use" else {}
            said = await slash(s, s.ada, s.briefs, command, options)

            assert "/brief new" in said["content"]
            assert said["flags"] & EPHEMERAL


async def test_a_look_is_shown_and_taken(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin("a retired boxer of 62")
        choices = await s.r.autocomplete(s.ada, thread, "look", "look", "crime")
        shown = await slash(s, s.ada, thread, "look", {"look": "noir"})
        every = await whole(s, s.ada, thread, "look")
        take = s.r.find(shown, label="Take it onto this brief")["custom_id"]
        said = await (await s.r.click(s.ada, shown["id"], take)).answer()

        assert [c["value"] for c in choices] == ["noir"]
        assert "**Key** hard, camera left, high, 4000 K" in s.texts(shown)
        assert "**Tintype**" in every
        assert said["message"]["content"] == "**Ada** · Look: Noir."
        await s.card_says(thread, "the look is Noir")


# ---------------------------------------------------------------- /character


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


async def test_commands_are_sent_only_when_they_change(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        await s.restart_bot()
        sent = [q for q in s.r.requests if q.path.endswith("/commands") and q.method == "PUT"]

        assert len(sent) == 1
