"""Grades are never baked: prints, files of grades, boards."""

import numpy as np
import pytest

from engine import deep, png
from engine.grade import cube_of, graded, read_cdl, read_cube
from engine.pictures import to_float
from engine.protocol import (
    GRADE_CDL,
    LUT,
    NEGATIVE,
    Board,
    Bring,
    Export,
    Previs,
    Regrade,
    StudioError,
    grade_of,
)
from engine.vault import digest
from prompts.setup import Grade
from tests.engine.editing import NOIR, WARM, Bench, blob, edits, painted, said
from tests.fakes import SHOT, SIZE, gradient


def test_a_take_is_the_print_of_its_negative_in_its_grade() -> None:
    take = Bench().shoot(grade=NOIR)
    negative = deep.decode(take.extras[NEGATIVE])
    assert np.array_equal(png.decode(take.data), graded(negative, NOIR, seed=take.recipe.seed))
    assert take.recipe.grade == NOIR


def test_where_the_print_is_the_negative_none_is_kept() -> None:
    bench = Bench()
    plain = bench.shoot(grade=Grade())  # the colour card paints whole codes
    assert NEGATIVE not in plain.extras
    setup = SHOT.setup.model_copy(update={"grade": NOIR})
    (light,) = bench.run(Previs(shot=SHOT.model_copy(update={"setup": setup}), size=SIZE))
    assert NEGATIVE not in light.extras, "nobody edits a previs"


def test_a_grade_can_be_dropped_and_laid_on_again() -> None:
    bench = Bench()
    take = bench.shoot(grade=NOIR)
    (plain,) = bench.run(Regrade(**said(take), grade=Grade()))
    assert plain.recipe.grade == Grade()
    assert np.array_equal(png.decode(plain.data), gradient(3, SIZE))
    (again,) = bench.run(Regrade(**said(plain), grade=NOIR))
    assert np.array_equal(png.decode(again.data), png.decode(take.data)), "the grain too"
    assert again.extras[NEGATIVE] == take.extras[NEGATIVE]


def test_the_grade_of_a_take_is_that_of_its_last_print() -> None:
    bench = Bench()
    take = bench.shoot(grade=NOIR)
    (warm,) = bench.run(Regrade(**said(take), grade=WARM))
    (edited,) = bench.run(painted(warm))
    assert edited.recipe.grade == WARM
    assert grade_of(edits(edited)["restack"]) == WARM
    assert grade_of(Bring(blob="0" * 64)) == Grade()
    like = edits(take)["refine"].model_copy(update={"recipe": None})
    assert grade_of(like) == Grade()


def test_edits_happen_before_the_grade() -> None:
    bench = Bench()
    (made,) = bench.run(painted(bench.shoot(grade=NOIR)))
    (plain,) = bench.run(Regrade(**said(made), grade=Grade()))
    (other,) = bench.run(painted(bench.shoot(grade=Grade())))
    assert np.array_equal(png.decode(plain.data), png.decode(other.data))


def test_a_lut_of_somebody_stays_with_the_takes_that_it_made() -> None:
    bench = Bench()
    take = bench.shoot(grade=Grade(grain=0.3))
    ours = cube_of(Grade(slope=(1.2, 1.0, 0.8)))
    cube = bench.keep(b"\n".join(x for x in ours.splitlines() if not x.startswith(b"#")))
    (made,) = bench.run(Regrade(**said(take), grade=Grade(grain=0.3), file=cube))
    order = made.recipe.order
    assert isinstance(order, Regrade)
    assert (order.file, order.grade.cube) == (None, cube)
    assert order.grade.grain == 0.3, "from the order's grade on"
    assert digest(made.extras[LUT]) == cube
    (edited,) = bench.run(painted(made))
    assert digest(edited.extras[LUT]) == cube
    change = png.decode(made.data).astype(float).mean((0, 1)) - gradient(3, SIZE).mean((0, 1))
    assert change[0] > 5 > -5 > change[2]


def test_a_correction_of_somebody_is_read_once() -> None:
    bench = Bench()
    take = bench.shoot()
    (cdl,) = (bench.run(Export(**said(take)))[0].extras[GRADE_CDL],)
    (made,) = bench.run(Regrade(**said(take), grade=Grade(), file=bench.keep(cdl)))
    assert made.recipe.grade == NOIR
    assert LUT not in made.extras
    assert np.array_equal(png.decode(made.data), png.decode(take.data))


def test_a_file_that_says_nothing_of_colour_is_a_sentence() -> None:
    bench = Bench()
    take = bench.shoot()
    for rubbish in (b"", b"LUT_3D_SIZE 2\n0 0 0\n", b"<xml/>", bytes(100)):
        with pytest.raises(StudioError):
            bench.run(Regrade(**said(take), grade=Grade(), file=bench.keep(rubbish)))
    with pytest.raises(StudioError, match="The vault has no"):
        bench.run(Regrade(**said(take), grade=Grade(cube="0" * 64)))


def test_a_print_follows_a_reference_and_its_recipe_needs_it_no_more() -> None:
    bench = Bench()
    take = bench.shoot(grade=Grade())
    blue = np.clip(gradient(3, SIZE) * np.array([0.5, 0.8, 1.2]), 0, 255).astype(np.uint8)
    like = bench.keep(png.colour(blue))
    (made,) = bench.run(Regrade(**said(take), grade=Grade(), like=like))
    before, after = (np.abs(png.decode(x.data) - blue.astype(float)).mean() for x in (take, made))
    assert after < before
    bench.kept.pop(like)
    (again,) = bench.run(made.recipe.order)
    assert again.data == made.data


def test_a_board_shows_each_grade_and_its_size_is_small() -> None:
    bench = Bench()
    take = bench.shoot()
    (made,) = bench.run(Board(**said(take), grades={"One": NOIR, "Two": WARM, "Three": Grade()}))
    height, width, _ = png.decode(made.data).shape
    assert width > 2 * SIZE.width
    assert height > SIZE.height
    assert made.findings == ()


def test_a_grade_leaves_as_a_lut_and_as_a_correction() -> None:
    bench = Bench()
    take = bench.shoot(grade=NOIR)
    bench.kept.clear()
    (made,) = bench.run(Export(take=blob(take), recipe=take.recipe))
    assert made.media == "text/plain"
    assert len(read_cube(made.data).table) == 33
    assert read_cdl(made.extras[GRADE_CDL]) == NOIR


def test_a_photograph_has_a_negative_once_it_is_graded() -> None:
    bench = Bench()
    (photo,) = bench.run(Bring(blob=bench.keep(png.colour(gradient(5, SIZE)))))
    (warm,) = bench.run(Regrade(**said(photo), grade=WARM))
    assert np.array_equal(deep.decode(warm.extras[NEGATIVE]), to_float(png.decode(photo.data)))
    (plain,) = bench.run(Regrade(**said(warm), grade=Grade()))
    assert np.array_equal(png.decode(plain.data), png.decode(photo.data))
