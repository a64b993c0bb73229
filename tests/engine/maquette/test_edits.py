"""Edits of the maquette's own takes, over the real renderer, small."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.maquette.mattes import Part
from engine.maquette.truth import CLASSES
from engine.models.sittings import stack
from engine.motion.encode import frames
from engine.motion.moves import Moves
from engine.pictures import to_float
from engine.protocol import (
    Animate,
    Box,
    Bring,
    EditRegion,
    Finish,
    FixEyes,
    Layered,
    Recipe,
    Refine,
    Regrade,
    Restack,
    Shoot,
    Size,
    StudioError,
)
from engine.tools import Take, Tools
from prompts.setup import Grade
from tests.engine.maquette.bench import SIZE, WHO, Studio, of, pixels, psnr, shot

REGIONS: list[tuple[Part, str]] = [
    ("hair", "very short blonde hair"),
    ("wardrobe", "a dark red turtleneck"),
    ("background", "a blue wall"),
    ("skin", "heavy freckles and red lipstick"),
]


@pytest.fixture(scope="module")
def studio(cache_dir: Path) -> Studio:
    made = Studio(cache_dir)
    made.family.warm()
    return made


@pytest.fixture(scope="module")
def source(studio: Studio) -> Take:
    return studio.shoot()


def classes(studio: Studio, take: Take) -> np.ndarray:
    """The true class of every pixel, by number."""
    sitting = stack(take.recipe).top
    return studio.family._camera.known(sitting).classes  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(("region", "words"), REGIONS, ids=[r[0] for r in REGIONS])
def test_a_region_changes_and_what_is_no_part_of_it_keeps_every_byte(
    studio: Studio, source: Take, region: Part, words: str
):
    order = EditRegion(**of(source), region=region, words=words)
    made = studio.run(order)
    patch = studio.family.inpaint(order, lambda: to_float(pixels(source)), _tools(studio))
    before, after = pixels(source), pixels(made)
    assert np.array_equal(before[patch.matte == 0], after[patch.matte == 0])
    there = classes(studio, source) == CLASSES.index(region)
    assert (patch.matte[there] > 0).mean() > 0.97, "all of the old region may change"
    assert np.abs(before[there].astype(int) - after[there]).mean() > (
        0.5 if region == "skin" else 3
    )
    assert made.measures["touched"] == pytest.approx((patch.matte > 0).mean(), abs=1e-3)
    if region in {"hair", "wardrobe", "background"}:
        eyes = np.isin(classes(studio, source), [2, 3, 4])
        assert np.array_equal(before[eyes], after[eyes]), "eyes and mouth are frozen"


def _tools(studio: Studio) -> Tools:
    return Tools(family=lambda _: studio.family, picture=studio.picture, tell=studio.tell)


def test_where_hair_was_what_is_behind_appears(studio: Studio, source: Take):
    bare = studio.run(EditRegion(**of(source), region="hair", words="bald"))
    was, now = classes(studio, source), classes(studio, bare)
    hair, background = CLASSES.index("hair"), CLASSES.index("background")
    opened = (was == hair) & (now == background)
    assert opened.sum() > 100
    behind = pixels(source)[was == background].astype(float).mean(0)
    seen = pixels(bare)[opened].astype(float).mean(0)
    dark = pixels(source)[opened].astype(float).mean(0)
    assert np.abs(seen - behind).max() < np.abs(dark - behind).max()


def test_a_brief_with_the_words_in_it_says_the_same_as_the_words(studio: Studio, source: Take):
    spoken = shot(subject=WHO.model_copy(update={"hair": "short red bob"}))
    one = studio.run(EditRegion(**of(source), region="hair", words="short red bob"))
    other = studio.run(EditRegion(**of(source), region="hair", words="", shot=spoken))
    assert np.array_equal(pixels(one), pixels(other))


def test_without_words_a_region_is_the_seeds_choice(source: Take):
    some = [stack(_edit(source, region="wardrobe", seed=seed)).top.outfit for seed in range(6)]
    assert len({(one.garment, one.colour) for one in some}) > 2
    lamps = stack(_edit(source, region="background", seed=2)).top
    assert lamps.strewn == 2


def test_a_colour_alone_keeps_the_cut_and_the_garment(source: Take):
    now = stack(source.recipe).top
    dyed = stack(_edit(source, region="hair", words="copper")).top.person.hair
    assert (dyed.style, dyed.length, dyed.fringe) == (
        now.person.hair.style,
        now.person.hair.length,
        now.person.hair.fringe,
    )
    assert dyed.colour != now.person.hair.colour
    worn = stack(_edit(source, region="wardrobe", words="deep green")).top.outfit
    assert worn.garment == now.outfit.garment
    assert worn.colour != now.outfit.colour
    cut = stack(_edit(source, region="hair", words="a long copper bob")).top.person.hair
    assert cut.style != now.person.hair.style


def _edit(take: Take, **said: object) -> Recipe:
    order = EditRegion.model_validate(of(take) | said)
    return take.recipe.model_copy(update={"order": order})


def test_a_box_shows_another_moment_and_ends_softly(studio: Studio, source: Take):
    box = Box(left=0.25, top=0.3, right=0.75, bottom=0.7)
    made = studio.run(EditRegion(**of(source), region=box, seed=4))
    inside = np.zeros((SIZE.height, SIZE.width), bool)
    inside[48:112, 32:96] = True
    before, after = pixels(source), pixels(made)
    assert np.array_equal(before[~inside], after[~inside])
    assert not np.array_equal(before[inside], after[inside])
    edge = np.abs(before.astype(int) - after)[48, 32:96].mean()
    middle = np.abs(before.astype(int) - after)[70:90, 50:78].mean()
    assert edge <= middle


def test_one_eye_is_mended_and_the_other_frozen(studio: Studio):
    astray = studio.shoot(index=3, seed=7)  # its eyes are elsewhere
    made = studio.run(FixEyes(**of(astray), eyes=("left",)))
    assert made.measures["eyes"] == 1
    assert made.measures["gaze_degrees"] > 1
    changed = (pixels(astray) != pixels(made)).any(-1)
    eye_l, eye_r = (classes(studio, astray) == CLASSES.index(name) for name in ("eye_l", "eye_r"))
    assert changed[eye_r].any(), "the camera's left is the subject's right"
    assert not changed[eye_l].any()
    assert changed.mean() < 0.05
    both = studio.run(FixEyes(**of(astray)))
    assert both.measures["eyes"] == 2


def test_refined_is_the_same_picture_larger(studio: Studio, source: Take):
    made = studio.run(Refine(**of(source)))
    fine = pixels(made)
    assert fine.shape == (240, 192, 3)
    small = np.asarray(Image.fromarray(fine).resize((128, 160), Image.Resampling.BOX))
    assert psnr(small, pixels(source)) > 26
    assert any(preview for *_, preview in studio.told)


def test_the_same_grade_is_the_same_print_and_no_camera_is_asked(studio: Studio, source: Take):
    own = source.recipe.grade
    assert own != Grade()
    again = studio.run(Regrade(**of(source), grade=own))
    assert np.array_equal(pixels(again), pixels(source)), "prints are made of what is kept"
    assert again.recipe.model == "darkroom"
    grey = studio.run(Regrade(**of(source), grade=Grade(saturation=0)))
    assert np.ptp(pixels(grey).astype(int), axis=2).max() <= 1


def test_an_edit_of_an_edit_of_an_edit_and_all_of_it_again(
    studio: Studio, source: Take, cache_dir: Path
):
    short = studio.run(EditRegion(**of(source), region="hair", words="short red bob"))
    mended = studio.run(FixEyes(**of(short)))
    grey = studio.run(Regrade(**of(mended), grade=Grade(saturation=0.2)))
    coat = studio.run(EditRegion(**of(grey), region="wardrobe", words="black coat"))
    top = stack(coat.recipe).top
    assert (top.person.hair.style, top.outfit.garment) == ("bob", "coat")
    assert coat.recipe.grade.saturation == 0.2

    elsewhere = Studio(cache_dir)  # with an empty vault and nothing on the shelf
    assert elsewhere.run(coat.recipe.order).data == coat.data


def test_an_edited_take_is_refined_with_its_edit(studio: Studio, source: Take):
    short = studio.run(EditRegion(**of(source), region="hair", words="short red bob"))
    fine = studio.run(Refine(**of(short)))
    small = np.asarray(Image.fromarray(pixels(fine)).resize((128, 160), Image.Resampling.BOX))
    assert psnr(small, pixels(short)) > 26


def test_more_like_this_is_the_same_person_near_by(studio: Studio, source: Take):
    first = stack(source.recipe).top
    order = Shoot(shot=shot(), takes=2, seed=77, size=SIZE, samples=4, like=source.recipe)
    others = [
        stack(source.recipe.model_copy(update={"order": order, "index": i})).top for i in (0, 1)
    ]
    for other in others:
        assert (other.person, other.outfit) == (first.person, first.outfit)
        assert 0 < abs(other.pose.yaw - first.pose.yaw) < 4
        assert abs(other.setup.optics.azimuth - first.setup.optics.azimuth) < 2.5
    assert others[0] != others[1]
    made = studio.run(order.model_copy(update={"only": 1}))
    assert 12 < psnr(pixels(made), pixels(source)) < 40


def test_a_clip_loops_blinks_and_is_the_same_again(studio: Studio):
    bald = shot(subject=WHO.model_copy(update={"hair": "bald"}))
    size = Size(width=64, height=80)
    still = studio.run(Shoot(shot=bald, takes=1, seed=5, size=size, samples=4))
    order = Animate(**of(still), seconds=0.8, frames_per_second=10, seed=1)
    made = studio.run(order)
    shown = np.stack(list(frames(made.data))).astype(float)
    count = len(shown)
    assert shown.shape == (8, 80, 64, 3)
    assert psnr(shown[0], pixels(still)) > 22, "the first frame is the still"
    steps = np.abs(shown - np.roll(shown, -1, axis=0)).mean((1, 2, 3))
    assert steps[-1] < 1.3 * steps[:-1].max(), "the seam is a step like any other"
    moves = Moves(0.8, 1)
    shut = int(np.argmax([moves.at(i / count).blink for i in range(count)]))
    known = classes(studio, still)
    eyes = np.isin(known, [CLASSES.index("eye_l"), CLASSES.index("eye_r")])
    change = np.abs(shown[shut] - shown[0]).mean(-1)
    assert change[eyes].mean() > 2 * change[known == CLASSES.index("wardrobe")].mean()
    step, whole, _ = studio.told[-1]
    assert step == whole, "progress ends at its end"
    assert all(preview for *_, preview in studio.told)
    assert studio.run(order).data == made.data


def test_a_stop_at_a_key_leaves_the_camera_usable(studio: Studio, source: Take):
    studio.stop_at = 2
    with pytest.raises(InterruptedError):
        studio.run(Animate(**of(source), seconds=1, frames_per_second=12))
    studio.stop_at = 10**9
    assert np.array_equal(pixels(studio.shoot()), pixels(source))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"region": "hair", "words": "xyzzy"}, "knows no way in which 'xyzzy' changes the hair"),
        ({"region": "skin", "words": "a 12 year old boy"}, "photographs adults only"),
        ({"region": Box(left=0, top=0, right=1, bottom=1), "words": "qwerty"}, "this box"),
        ({"region": Box(left=0, top=0, right=0.001, bottom=1)}, "too small"),
    ],
)
def test_words_that_say_nothing_are_a_sentence(
    studio: Studio, source: Take, said: dict[str, object], sentence: str
):
    with pytest.raises(StudioError, match=sentence):
        studio.run(EditRegion.model_validate(of(source) | said))


def test_it_edits_its_own_takes_only(studio: Studio, source: Take):
    foreign = source.recipe.model_copy(update={"model": "sdxl"})
    brought = source.recipe.model_copy(update={"order": Bring(blob="0" * 64)})
    clip = source.recipe.model_copy(update={"order": Animate(**of(source))})
    with pytest.raises(StudioError, match="only do this to its own takes"):
        studio.run(Refine(take="0" * 64))
    for recipe in (foreign, brought):
        with pytest.raises(StudioError, match="only do this to its own takes"):
            studio.run(FixEyes(**of(source, recipe=recipe)))
    for order in (FixEyes, Refine):
        with pytest.raises(StudioError, match="A clip cannot be edited"):
            studio.run(order(take="0" * 64, recipe=clip))
    with pytest.raises(StudioError, match="lips alone"):
        studio.run(EditRegion(**of(source), region="lips", words="red"))


def by_others(take: Take, order: type[FixEyes] | type[Refine] | type[Finish]) -> Recipe:
    """The recipe of a take that somebody else made from this one."""
    return take.recipe.model_copy(update={"order": order(**of(take)), "model": "retouch"})


def test_what_others_did_to_a_take_is_no_part_of_its_scene(source: Take):
    for order in (FixEyes, Refine, Finish):
        assert stack(by_others(source, order)) == stack(source.recipe)


def test_a_take_that_others_made_larger_is_edited_in_its_size(studio: Studio, source: Take):
    large = Image.fromarray(pixels(source)).resize((192, 240))
    order = EditRegion(take="0" * 64, recipe=by_others(source, Refine), region="hair", words="bald")
    patch = studio.family.inpaint(order, lambda: to_float(np.asarray(large)), _tools(studio))
    assert patch.negative.shape == (240, 192, 3)
    with pytest.raises(StudioError, match="differ in shape"):
        studio.family.inpaint(order, lambda: np.zeros((200, 192, 3), np.float32), _tools(studio))


def test_a_layer_that_is_off_is_no_part_of_the_scene(source: Take):
    hair = _edit(source, region="hair", words="short red bob")
    coat = hair.model_copy(
        update={
            "order": EditRegion(take="a" * 64, recipe=hair, region="wardrobe", words="black coat")
        }
    )
    layers = (Layered(take="a" * 64, layer="0" * 64), Layered(take="b" * 64, layer="0" * 64))

    def without(*off: str, on: Recipe = coat, take: str = "b" * 64) -> Recipe:
        order = Restack(take=take, recipe=on, base="0" * 64, layers=layers, off=off)
        return coat.model_copy(update={"order": order, "model": "darkroom"})

    plain, red = stack(source.recipe).top, stack(hair).top
    worn = stack(coat).top.outfit
    assert stack(without()) == stack(coat)
    assert stack(without("b" * 64)) == stack(hair)
    bare = stack(without("a" * 64)).top
    assert (bare.person, bare.outfit) == (plain.person, worn)
    assert stack(without("a" * 64, "b" * 64)).top == plain
    again = without("b" * 64, on=without("a" * 64, "b" * 64), take="c" * 64)
    assert stack(again).top == red, "the last time that layers were switched counts"
