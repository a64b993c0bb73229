from pathlib import Path

import pytest

from bot.errors import Sentence
from bot.records import Character, Place
from bot.store import open_store
from bot.talk.briefs import Briefs, Outcome, identity, with_character
from bot.talk.opening import EMPTY, from_form
from bot.talk.pace import Pace
from bot.talk.recent import Recent
from bot.talk.replies import reply_line
from bot.talk.titles import title_of
from prompts.brief import Brief, Subject
from prompts.intake import read
from tests.bot.cards.test_brief_card import record


def outcome(words: str, onto: str = "") -> Outcome:
    before = read(onto).brief if onto else Brief(subject=Subject())
    reading = read(words, before)
    return Outcome(
        before,
        record(reading.brief),
        changed=True,
        unknown=reading.unknown,
        heard=bool(reading.why or reading.removed),
    )


def test_a_reply_says_what_was_understood_what_was_not_and_asks_once():
    line = reply_line(outcome("hard key from camera left, blorb the zeitgeist"), "use")

    assert line == (
        "Key: hard, camera left. I did not place: “blorb the zeitgeist”; it is kept as a note. "
        "What is it for: a poster, a headshot, an album cover?"
    )


def test_what_the_brief_says_already_is_no_news():
    assert reply_line(outcome("hard key", "hard key"), None) == "The brief says that already."


def test_a_name_is_met_with_the_reason_why_it_cannot_be():
    line = reply_line(outcome("a portrait of Scarlett Johansson"), None)

    assert "real person" in line
    assert "release" in line


def test_titles_are_short_and_plain():
    assert (
        title_of(read("a retired boxer of 62 in a harbour").brief) == "Retired boxer, 62, harbour"
    )
    assert title_of(Brief(subject=Subject())) == "A portrait"
    loud = Brief(subject=Subject(role="@everyone **boxer** <#1>" * 9))
    assert not set("@*<>#") & set(title_of(loud))
    assert len(title_of(loud)) <= 80


def test_the_opening_form_takes_each_answer_for_what_it_was_asked():
    reading = from_form(
        "a zorblax keeper", "the moon base kitchen", "hard key left", "wistful", "my nan"
    )
    brief = reading.brief

    assert brief.setting.place == "moon base kitchen"
    assert brief.light.key.side == "left"
    assert brief.use == "my nan"
    assert brief.subject.emotion == "wistful" or brief.mood == "wistful"


def test_a_character_brings_a_face_and_leaves_the_clothes():
    mara = Character(
        owner=1,
        name="Mara",
        revision=1,
        person_seed=9,
        subject=Subject(age=34, gender="woman", hair="red hair"),
        created=0.0,
    )
    body = with_character(read("a man of 62 in a dark green coat, noir").brief, mara)

    assert (body.subject.age, body.subject.gender, body.subject.hair) == (34, "woman", "red hair")
    assert body.subject.wardrobe == "dark green coat"
    assert body.character == "Mara"
    assert body.look == "noir"


def test_identity_is_the_person_and_not_the_day():
    subject = read("a woman of 34 with red hair, in a coat, laughing").brief.subject
    kept = identity(subject)

    assert kept.age == 34
    assert kept.wardrobe is None
    assert kept.emotion is None


async def test_a_brief_cannot_grow_without_end(tmp_path: Path):
    async with await open_store(tmp_path / "archive.db") as store:
        briefs = Briefs(store)
        record = await briefs.begin(EMPTY, owner=1, place=Place(channel=2), words="")
        for n in range(9):
            await briefs.say(record.id, 1, f"blorb{n} " * 200)
        body = (await briefs.say(record.id, 1, "zeitgeisty")).record.body

        assert "zeitgeisty" in body.notes
        assert sum(map(len, body.notes)) <= 4000
        with pytest.raises(Sentence, match="more than any picture can show"):
            await briefs.lay(
                record.id, 1, "", lambda body: body.model_copy(update={"mood": "m" * 30_000})
            )


def test_nobody_talks_faster_than_all_the_others():
    now = [0.0]
    pace = Pace(most=3, within=10, clock=lambda: now[0])

    assert [pace.allows(1) for _ in range(4)] == [True, True, True, False]
    assert pace.allows(2)
    assert pace.should_tell(1)
    assert not pace.should_tell(1)
    now[0] = 11.0
    assert pace.allows(1)


def test_the_oldest_is_forgotten_first():
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    recent.get("a")
    recent.put("c", 3)

    assert [recent.get(key) for key in "abc"] == [1, None, 3]
