import time
from typing import Any

from discord import ui
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.brief import View, brief_card
from bot.cards.layout import Card
from bot.records import BriefRecord, Place
from prompts.brief import Brief, Camera, Finish, Lamp, Light, Setting, Subject
from prompts.intake import read

BRIEF = "a retired boxer of 62, hard key from camera left, noir, for a poster"


def record(body: Brief, **said: Any) -> BriefRecord:
    fields: dict[str, Any] = {
        "id": "abcdefghij",
        "owner": 1,
        "place": Place(guild=2, channel=3),
        "body": body,
        "version": 4,
        "person_seed": 5,
        "title": "Retired boxer, 62",
        "created": 0.0,
        "updated": 0.0,
    }
    return BriefRecord(**(fields | said))


def texts(card: Card) -> str:
    return "\n".join(
        item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay)
    )


def buttons(card: Card) -> dict[str, str]:
    return {
        item.custom_id or "": item.label or ""
        for item in card.walk_children()
        if isinstance(item, ui.Button)
    }


def test_every_value_is_marked():
    said = texts(brief_card(record(read(BRIEF).brief), View()))

    assert "**Who** ● retired boxer, 62  ○ gender, heritage, hair, wardrobe, expression" in said
    assert "**Key** ● hard, camera left  ◐ high, 4000 K" in said
    assert "**For** ● poster" in said
    assert "**Mood** ◐ guarded, tense" in said
    assert "● said  ◐ from the look  ○ left to the model" in said


def test_title_version_and_look_stand_on_top():
    said = texts(brief_card(record(read(BRIEF).brief), View()))

    assert said.startswith("## Retired boxer, 62\n-# version 4, the look is Noir")


def test_the_optics_are_said_in_plain_words():
    said = texts(brief_card(record(read("noir, 85mm f/1.8 close-up").brief), View()))

    assert "The camera stands 1.10 m away." in said
    assert "the background melts." in said


def test_a_note_has_its_fix_and_the_rest_is_counted():
    body = read("16mm f/11 creamy bokeh, hard key left, noon, overcast, masterpiece, 8k").brief
    card = brief_card(record(body), View())
    fixes = [custom_id for custom_id in buttons(card) if custom_id.startswith("b:fix:abcdefghij:")]

    assert len(fixes) == 3
    assert "more note" in texts(card)


def test_what_was_not_understood_is_shown_as_it_was_said():
    said = texts(brief_card(record(read("noir, blorb the zeitgeist").brief), View()))

    assert "**Kept as a note** “blorb the zeitgeist”" in said


def test_its_buttons_name_the_brief():
    ids = buttons(brief_card(record(read(BRIEF).brief), View()))

    assert {f"b:{verb}:abcdefghij" for verb in ("who", "where", "light", "lens", "finish")} <= {
        *ids
    }
    assert ids["b:shoot:abcdefghij:4"] == "Shoot 4"
    assert ids["b:shoot:abcdefghij:8"] == "Shoot 8"
    assert ids["b:more:abcdefghij"] == "Say more"


def test_the_light_says_where_it_is():
    body = read(BRIEF).brief

    def shown(**said: Any) -> str:
        return texts(brief_card(record(body), View(**said)))

    assert "being worked out" in shown(previs="coming")
    assert "the light of version 3" in shown(previs="coming", picture="p.webp", picture_version=3)
    assert "when a worker is running" in shown(previs="late")
    assert "because of rain" in shown(previs="failed", why="because of rain")


def test_the_picture_is_told_to_who_cannot_see_it():
    card = brief_card(record(read(BRIEF).brief), View(previs="shown", picture="previs-4.webp"))
    (gallery,) = (item for item in card.walk_children() if isinstance(item, ui.MediaGallery))

    assert gallery.items[0].media.url == "attachment://previs-4.webp"
    assert "boxer" in (gallery.items[0].description or "") or gallery.items[0].description


def test_a_retired_card_points_to_the_newer_one():
    said = texts(brief_card(record(read(BRIEF).brief), View(newer="https://discord.com/x")))

    assert "[further down](https://discord.com/x)" in said


def test_a_look_that_is_gone_still_gives_a_card():
    body = read(BRIEF).brief.model_copy(update={"look": "gone"})

    assert "the look is gone" in texts(brief_card(record(body), View()))


ANY = st.text(max_size=300) | st.sampled_from(["**" * 150, "[x](" * 60, "@everyone " * 40])
SAID = st.none() | ANY
LAMP = st.builds(
    Lamp,
    side=st.sampled_from([None, "left", "back"]),
    kelvin=st.none() | st.integers(1000, 20000),
    gel=SAID,
    stops=st.none() | st.floats(-3, 12),
)
ANYTHING = st.builds(
    Brief,
    subject=st.builds(
        Subject,
        age=st.none() | st.integers(18, 110),
        gender=SAID,
        heritage=SAID,
        hair=SAID,
        wardrobe=SAID,
        emotion=SAID,
        role=SAID,
        marks=st.lists(ANY, max_size=9).map(tuple),
    ),
    setting=st.builds(Setting, place=SAID, weather=SAID, background=SAID),
    light=st.builds(
        Light, key=LAMP, fill=LAMP, rim=LAMP, practicals=st.lists(ANY, max_size=9).map(tuple)
    ),
    camera=st.builds(
        Camera,
        focal_mm=st.none() | st.floats(8, 800),
        aperture=st.none() | st.floats(0.7, 32),
        sensor=SAID,
    ),
    finish=st.builds(Finish, grade=SAID),
    look=SAID | st.just("noir"),
    mood=SAID,
    story=SAID,
    avoid=st.lists(ANY, max_size=9).map(tuple),
    use=SAID,
    notes=st.lists(ANY, max_size=9).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING)
def test_whatever_a_brief_holds_its_card_stays_within_discords_bounds(body: Brief):
    pictures = tuple(f"reference-{n}.webp" for n in range(4))
    view = View(
        previs="failed",
        why="w" * 3000,
        picture="previs-1.webp",
        references=pictures,
        newer="https://discord.com/channels/" + "9" * 60,
    )
    card = brief_card(record(body, title="*" * 100), view)

    assert card.content_length() <= 4000
    assert card.total_children_count <= 40
    for item in card.walk_children():
        if isinstance(item, ui.Button):
            assert 1 <= len(item.label or "") <= 80
            assert len(item.custom_id or "") <= 100
        if isinstance(item, ui.TextDisplay):
            assert item.content
            assert "@everyone" not in item.content
    assert card.to_components()


def test_a_card_is_quick():
    body = read(BRIEF).brief
    brief_card(record(body), View())  # what is read once is read
    began = time.perf_counter()
    for _ in range(10):
        brief_card(record(body), View())

    assert (time.perf_counter() - began) / 10 < 0.05
