"""`/brief new`, wherever somebody is: by the real client, on our Discord."""

from pathlib import Path

import pytest

from bot import words
from prompts.brief import Subject
from tests.bot.stage import stage
from tests.bot.talk.using import slash

BOXER = "a retired boxer of 62, hard key from camera left, noir"
EPHEMERAL = 64


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
