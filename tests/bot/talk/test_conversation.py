"""A brief is talked through: by the real client, on our Discord, with a real worker."""

import asyncio
from pathlib import Path

from tests.bot.stage import stage

BOXER = "a retired boxer of 62, hard key from camera left, noir"


async def test_an_idea_becomes_a_thread_with_a_card_and_its_light(tmp_path: Path):
    async with stage(tmp_path) as s:
        handle = await s.r.slash(s.ada, s.briefs, "brief new", {"idea": BOXER})
        first = await handle.answer()
        said = await handle.settled()
        thread = s.r.threads()[0]
        card = await s.lit(thread["id"], 1)

        assert first["seconds"] < 1
        assert f"<#{thread['id']}>" in said["content"]
        assert thread["name"] == "Retired boxer, 62"
        assert s.ada.id in s.r.stage.world.rooms[thread["id"]].members
        assert "**Key** ● hard, camera left" in s.texts(card)
        gallery = next(c for c in card["components"][0]["components"] if c["type"] == 12)
        assert "62-year-old" in gallery["items"][0]["description"]
        assert not s.r.violations


async def test_a_message_changes_the_brief_and_gets_one_line(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin("a retired boxer of 62")
        line = await s.tell(thread, "hard key from camera left, 3200 K, and blorb the zeitgeist")
        card = await s.lit(thread, 2)

        assert line == (
            "Key: hard, camera left, 3200 K. I did not place: “blorb the zeitgeist”; it is kept "
            "as a note. Where are we? For example: a harbour at dawn, or a plain grey wall."
        )
        assert len(s.cards(thread)) == 1
        assert "**Key** ● hard, camera left, 3200 K" in s.texts(card)
        assert "version 2" in s.texts(card)


async def test_a_reply_to_the_card_is_heard_and_talk_among_people_is_not(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = s.card(thread)
        await s.r.say(s.ben, thread, "I would make her red-haired")
        said = await s.r.say(s.ben, thread, "dark green coat", reply_to=card["id"])
        await s.r.until(lambda: s.reply_to(thread, said["id"]))
        record = await s.store.brief_at(int(thread))

        assert record
        assert record.body.subject.wardrobe == "dark green coat"
        assert record.body.subject.hair is None
        assert record.version == 2
        assert record.participants == (int(s.ada.id), int(s.ben.id))


async def test_no_question_is_asked_twice_also_after_a_restart(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin("a retired boxer of 62")
        welcome = s.lines(thread)[0]
        first = await s.tell(thread, "dark green coat")
        await s.restart_bot()
        second = await s.tell(thread, "freckles")

        assert "Where does the key come from" in welcome
        assert "Where are we?" in first
        assert "What is it for" in second


async def test_two_people_at_once_lose_nothing(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin("a retired boxer of 62")
        hers = ["hard key from camera left", "noir", "85mm", "f/2", "close-up", "for a poster"]
        his = ["grey hair", "dark green coat", "freckles", "a harbour", "at dawn", "in the rain"]
        said = await asyncio.gather(
            *(s.r.say(s.ada, thread, words, mention_bot=True) for words in hers),
            *(s.r.say(s.ben, thread, words, mention_bot=True) for words in his),
        )
        await s.r.until(lambda: all(s.reply_to(thread, m["id"]) for m in said))
        record = await s.store.brief_at(int(thread))
        assert record
        body = record.body

        assert record.version == 13
        assert (body.light.key.side, body.look, body.camera.focal_mm, body.camera.aperture) == (
            "left",
            "noir",
            85,
            2,
        )
        assert body.subject.hair
        assert (body.subject.wardrobe, body.subject.marks) == ("dark green coat", ("freckles",))
        assert (body.setting.place, body.setting.time) == ("harbour", "dawn")
        await s.lit(thread, 13)


async def test_too_much_at_once_is_told_once(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        for n in range(20):
            await s.r.say(s.ada, thread, f"{40 + n} mm", mention_bot=True)
        other = await s.tell(thread, "grey hair", who=s.ben)
        slow = [line for line in s.lines(thread) if "still reading" in line]

        assert "Hair" in other
        assert len(slow) == 1


async def test_mentioned_without_words_it_helps(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)

        assert "I am listening" in await s.tell(thread, "")


async def test_a_minor_is_refused_and_the_brief_is_as_before(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        line = await s.tell(thread, "make her a girl of 12")
        record = await s.store.brief_at(int(thread))
        handle = await s.r.slash(s.ada, s.briefs, "brief new", {"idea": "a boy of 9"})
        refused = (await handle.answer())["message"]

        assert "adults only" in line
        assert record
        assert record.version == 1
        assert "adults only" in refused["content"]
        assert refused["flags"] & 64
        assert len(s.r.threads()) == 1


async def test_a_real_persons_name_is_met_with_a_sentence_and_no_camera(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        line = await s.tell(thread, "she looks like Scarlett Johansson")
        card = await s.card_says(thread, "Scarlett Johansson")
        handle = await s.r.click(s.ada, card["id"], s.r.find(card, label="Shoot 4")["custom_id"])
        refused = await handle.answer()

        assert "real person" in line
        assert "release" in refused["message"]["content"]
        assert not [j for j in await s.store.jobs_at(int(thread)) if j.kind == "shoot"]


async def test_nothing_that_is_typed_pings_or_formats(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        idea = "@everyone **boxer** <@123456789012345678> [x](https://evil.example) `code`"
        thread = await s.begin(idea)
        await s.tell(thread, "mood: @here # loud ||hidden|| https://evil.example <#5>")
        mine = [m for m in s.r.messages(thread) if m["author"]["id"] == s.r.bot.id]

        for message in mine:
            said = s.texts(message).replace("\u200b", "\0")
            assert not message["mention_everyone"]
            assert "@everyone" not in said
            assert "@here" not in said
            assert "**boxer**" not in said
            assert "https://evil" not in said
            assert "<#5>" not in said
        assert not s.r.violations


async def test_a_direct_message_begins_a_brief_in_place(tmp_path: Path):
    async with stage(tmp_path) as s:
        dm = await s.r.dm(s.ada)
        await s.r.say(s.ada, dm, BOXER)
        await s.r.until(lambda: s.cards(dm))
        said = await s.r.say(s.ada, dm, "dark green coat")
        await s.r.until(lambda: s.reply_to(dm, said["id"]))
        card = await s.lit(dm, 2)

        assert "dark green coat" in s.texts(card)
        assert not s.r.threads()


async def test_a_command_in_a_direct_message_works_in_place(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        dm = await s.r.dm(s.ada)
        handle = await s.r.slash(s.ada, dm, "brief new", {"idea": BOXER})
        await handle.settled()
        await s.r.until(lambda: s.cards(dm))

        assert "noir" in s.texts(s.card(dm)).lower()


async def test_a_first_word_in_a_channel_opens_a_thread_from_it(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        said = await s.r.say(s.ben, s.briefs, BOXER, mention_bot=True)
        await s.r.until(lambda: s.r.threads() and s.cards(s.thread()))

        assert s.thread() == said["id"]  # Discord gives such a thread its message's id
        record = await s.store.brief_at(int(s.thread()))
        assert record
        assert record.owner == int(s.ben.id)


async def test_it_goes_on_in_the_same_thread_after_a_restart(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await s.lit(thread, 1)
        await s.restart_bot()
        line = await s.tell(thread, "dark green coat")
        newer = await s.lit(thread, 2)

        assert line.startswith("Wardrobe: dark green coat.")
        assert newer["id"] == card["id"]


async def test_an_idea_that_is_too_long_is_a_sentence(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        long = "a harbour, " * 363
        handle = await s.r.slash(s.ada, s.briefs, "brief new", {"idea": long[:4000]})
        await handle.settled()

        assert len(s.r.threads()) == 2
        assert s.cards(thread)
