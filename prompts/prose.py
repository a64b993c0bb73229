"""The `prose` dialect (FLUX, Z-Image, Qwen): three to six sentences a photographer could obey."""

from prompts import phrases
from prompts.avoiding import positives
from prompts.brief import Brief
from prompts.clip import palette
from prompts.looks import DARK_FACE, Look, look
from prompts.optics import blur_disc
from prompts.setup import Prompt, Setup
from prompts.shot import Dressed
from prompts.words import listed, plain, sentence, with_article

MELTED, SOFT = 0.045, 0.012  # blur disc as a share of the frame's height


def prose(dressed: Dressed, found: Look, setup: Setup) -> Prompt:
    """Write the prompt. There is no negative: what is avoided is asked for as its opposite."""
    brief = dressed.brief
    written = (
        _subject(brief),
        _scene(brief),
        _light(brief, found),
        _camera(brief, setup),
        _print(brief, found),
        _wishes(brief),
    )
    return Prompt(positive=" ".join(filter(None, map(sentence, written))))


def _wishes(brief: Brief) -> str:
    wishes = positives(brief.avoid)
    return f"the picture shows {listed(wishes)}" if wishes else ""


def _subject(brief: Brief) -> str:
    subject = brief.subject
    framing = phrases.FRAMINGS[brief.camera.framing or "close-up"]
    text = f"A {framing} photograph of {phrases.a_person(subject)}".replace(
        "A extreme", "An extreme"
    )
    text = text.replace(", photograph", "")
    details = listed([text for text in (phrases.hair(subject), *phrases.marks(subject)) if text])
    if details:
        text += f" with {details}"
    if worn := phrases.wardrobe(subject):
        text += f", wearing {worn}"
    if emotion := plain(subject.emotion or ""):
        has_article = emotion.lower().startswith(("a ", "an ", "the "))
        text += (
            f", with {emotion}"
            if has_article
            else f", {phrases.their(subject)} expression {emotion}"
        )
    return text


def _scene(brief: Brief) -> str:
    setting = brief.setting
    where = " ".join(filter(None, (phrases.place(setting), phrases.when(setting))))
    behind = with_article(plain(setting.background or ""))
    story = plain(brief.story or "")
    parts = (
        story,
        where and f"the picture is taken {where}",
        behind and f"behind {_them(brief)}, {behind}",
    )
    return "; ".join(filter(None, parts))


def _them(brief: Brief) -> str:
    return {"her": "her", "his": "him"}.get(phrases.their(brief.subject), "them")


def _light(brief: Brief, found: Look) -> str:
    light, balance = brief.light, found.white_balance
    rim = (
        f"{with_article(phrases.rim(light.rim, balance))}, {phrases.stops(light.rim.stops or 0.0)}"
    )
    if found.exposure <= DARK_FACE:
        parts = [rim, _dark_face(brief, found)]
    else:
        key = with_article(phrases.key(light.key, balance))
        parts = [key, phrases.fill(light.fill, light.key.side, balance), rim]
    if seen := phrases.practicals(brief):
        parts.append(f"{seen} {'glow' if _many(seen) else 'glows'} in the picture")
    return "; ".join(parts)


def _dark_face(brief: Brief, found: Look) -> str:
    side = phrases.STANDS[brief.light.key.side or "front"]
    return (
        "the exposure is set for the background, and the face, with a little light "
        f"{side}, lies {abs(found.exposure):g} stops under it, almost black"
    )


def _many(seen: str) -> bool:
    return " and " in seen or not seen.lower().startswith(("a ", "an ", "the ", "one "))


def _camera(brief: Brief, setup: Setup) -> str:
    camera, optics = brief.camera, setup.optics
    away = f"{optics.distance_m:.1f} m" if optics.distance_m < 10 else f"{optics.distance_m:.0f} m"
    lens = with_article(phrases.lens(camera))
    crop = phrases.CROPS[camera.framing or "close-up"]
    angle = phrases.ANGLES[camera.angle or "eye"]
    return (
        f"Shot on {lens} and {phrases.sensor(camera)} from {away}, {crop}; {angle}; {_focus(setup)}"
    )


def _focus(setup: Setup) -> str:
    """What the lens leaves sharp, by the size of the background's blur disc."""
    optics = setup.optics
    share = (
        blur_disc(
            optics.focal_mm,
            optics.aperture,
            optics.distance_m,
            optics.distance_m + setup.backdrop.distance_m,
        )
        / optics.sensor_h_mm
    )
    if share > MELTED:
        return "the eyes are sharp and the background melts into soft shapes"
    if share > SOFT:
        return "the face is sharp and the background is soft but readable"
    return "everything from the face to the background is sharp"


def _print(brief: Brief, found: Look) -> str:
    printed = look(brief.finish.grade or found.id)
    finish = (
        phrases.GRAINS.get(brief.finish.grain or ""),
        phrases.HALATIONS.get(brief.finish.halation or ""),
    )
    mood = plain(brief.mood or "")
    parts = (
        printed.prose,
        f"a palette of {palette(printed)}",
        listed([text for text in finish if text]),
        mood and f"the mood is {mood}",
    )
    return "; ".join(filter(None, parts))
