from bot.cards.pieces import clipped, harmless, listed, shown, values
from prompts.brief import Brief, Lamp, Light, Subject


def test_text_is_cut_between_words():
    assert clipped("a hard key from the left", 16) == "a hard key from…"
    assert clipped("short", 16) == "short"
    assert clipped("x" * 50, 10) == "x" * 9 + "…"


def test_what_somebody_typed_pings_formats_and_links_nothing():
    typed = "@everyone <@123456789012345678> **bold** <#5> [here](https://evil.example)\n# head"
    said = harmless(typed)

    assert "@everyone" not in said
    assert "<@1" not in said
    assert "<#5" not in said
    assert "**bold**" not in said
    assert "](https" not in said.replace("\\", "") or "\\[" in said
    assert "https://" not in said
    assert "\n" not in said


def test_half_a_link_is_not_completed_by_the_next_value():
    assert harmless("[look") == "\\[look"


def test_hidden_characters_go():
    assert harmless("a\u202eb\u200bc") == "a b c"


def test_fields_speak_plainly():
    assert shown("light.key.kelvin", 3200) == "3200 K"
    assert shown("light.key.side", "left") == "camera left"
    assert shown("camera.focal_mm", 85.0) == "85 mm"
    assert shown("camera.aperture", 1.8) == "f/1.8"
    assert shown("light.fill.stops", 1.0) == "1 stop under the key"
    assert shown("light.rim.stops", -1.5) == "1.5 stops over the key"
    assert shown("light.fill.stops", 8.0) == "off"
    assert shown("look", "neon-noir") == "Neon noir"
    assert shown("look", "gone") == "gone"
    assert shown("mood", None) == ""


def test_a_lamp_that_is_off_says_only_that():
    brief = Brief(
        subject=Subject(), light=Light(fill=Lamp(side="left", stops=8.0, softness="soft"))
    )
    paths = tuple(f"light.fill.{name}" for name in ("side", "softness", "stops"))

    assert list(values(brief, paths).values()) == ["off"]


def test_a_long_list_says_how_many_more():
    assert listed([f"n{n}" for n in range(8)]) == "n0, n1, n2, n3, n4, n5 and 2 more"
