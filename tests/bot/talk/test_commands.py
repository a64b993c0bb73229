"""`/brief show | list | resume | history | diff` and `/look`: by the real client."""

from pathlib import Path

from tests.bot.stage import stage
from tests.bot.talk.using import slash, whole

BOXER = "a retired boxer of 62, hard key from camera left, noir"
EPHEMERAL = 64


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


async def test_commands_are_sent_only_when_they_change(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        await s.restart_bot()
        sent = [q for q in s.r.requests if q.path.endswith("/commands") and q.method == "PUT"]

        assert len(sent) == 1
