"""The pixel law, in the print and in the negative, whatever is painted and however it is graded."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import deep, png
from engine.models.base import Patch, Source, Steps
from engine.ops.fix_eyes import both
from engine.paste import firm, laid
from engine.pictures import Matte, Negative, to_float
from engine.protocol import LAYER, NEGATIVE, Bring, EditRegion, FixEyes, Regrade
from engine.tools import Take
from prompts.setup import Grade
from tests.engine.editing import NOIR, Bench, blob, mended, painted, said, stacked
from tests.fakes import SIZE, ColourCard, gradient

GRADES = st.builds(
    Grade,
    slope=st.tuples(*[st.floats(0.5, 1.5)] * 3),
    contrast=st.floats(0.5, 2),
    grain=st.sampled_from([0.0, 0.6]),
    halation=st.sampled_from([0.0, 1.0]),
    vignette=st.sampled_from([0.0, 0.5]),
)


class Painter(ColourCard):
    """Paints noise wherever it is told."""

    where: Callable[[int, int], Matte]

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        height, width, _ = source().shape
        steps.progress(1, 1)
        noise = np.random.default_rng(order.seed).random((height, width, 3)).astype(np.float32)
        return Patch(noise, self.where(height, width))


def ungraded(take: Take) -> Negative:
    file = take.extras.get(NEGATIVE)
    return to_float(png.decode(take.data)) if file is None else deep.decode(file)


@given(grade=GRADES, chance=st.integers(0, 2**16), share=st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_outside_the_matte_nothing_differs(grade: Grade, chance: int, share: float) -> None:
    def where(height: int, width: int) -> Matte:
        rng = np.random.default_rng(chance)
        weights = rng.integers(0, 256, (height, width))
        return np.where(rng.random((height, width)) < share, weights, 0).astype(np.uint8)

    family = Painter()
    family.where = where
    bench = Bench(family)
    source = bench.shoot(seed=chance % 97, grade=grade)
    (made,) = bench.run(painted(source, seed=chance))
    layer, matte = deep.decode_layer(made.extras[LAYER])
    outside = matte == 0
    assert np.array_equal(png.decode(source.data)[outside], png.decode(made.data)[outside])
    assert np.array_equal(ungraded(source)[outside], ungraded(made)[outside])
    assert np.array_equal(ungraded(made)[matte == 255], layer[matte == 255])
    assert made.measures["touched"] == pytest.approx((matte > 0).mean(), abs=1e-3)


def test_a_photograph_stays_what_it_is_where_nothing_is_painted() -> None:
    bench = Bench()
    file = bench.keep(png.colour(gradient(5, SIZE)))
    (photo,) = bench.run(Bring(blob=file))
    (made,) = bench.run(painted(photo))
    assert NEGATIVE not in photo.extras
    assert NEGATIVE not in made.extras, "its print is its negative"
    _, matte = deep.decode_layer(made.extras[LAYER])
    before, after = png.decode(photo.data), png.decode(made.data)
    assert np.array_equal(before[matte == 0], after[matte == 0])
    assert not np.array_equal(before, after)


def test_within_an_edit_the_print_is_what_the_negative_prints() -> None:
    bench = Bench()
    (made,) = bench.run(painted(bench.shoot(grade=NOIR)))
    (again,) = bench.run(Regrade(**said(made), grade=NOIR))
    assert np.array_equal(png.decode(again.data), png.decode(made.data))


def test_each_eye_is_a_patch_of_its_own() -> None:
    bench = Bench()
    source = bench.shoot()
    (left,) = bench.run(mended(source, eyes=("left",)))
    (two,) = bench.run(mended(source))
    mattes = [deep.decode_layer(take.extras[LAYER])[1] for take in (left, two)]
    middle = mattes[0].shape[1] // 2
    assert not mattes[0][:, middle:].any(), "left is left of the middle, as the camera sees it"
    assert mattes[1][:, middle:].any()
    assert np.array_equal(mattes[0][:, :middle], mattes[1][:, :middle])


@given(chance=st.integers(0, 2**16))
@settings(max_examples=20, deadline=None)
def test_two_patches_as_one_are_one_laid_over_the_other(chance: int) -> None:
    rng = np.random.default_rng(chance)
    base, one, two = rng.random((3, 9, 9, 3)).astype(np.float32)
    mattes = rng.integers(0, 256, (2, 9, 9)) * (rng.random((2, 9, 9)) < 0.6)
    first, second = (Patch(n, m.astype(np.uint8)) for n, m in zip((one, two), mattes, strict=True))
    joined = both(first, second)
    stepwise = laid(laid(base, one, first.matte), two, second.matte)
    assert laid(base, joined.negative, joined.matte) == pytest.approx(stepwise, abs=2 / 255)


def test_layers_come_off_and_on_again() -> None:
    bench = Bench()
    base = bench.shoot()
    (hair,) = bench.run(painted(base))
    (eyes,) = bench.run(mended(hair))

    def shown(*off: Take) -> Take:
        return bench.run(stacked(base, hair, eyes, off=off))[0]

    assert np.array_equal(png.decode(shown().data), png.decode(eyes.data))
    assert np.array_equal(png.decode(shown(eyes).data), png.decode(hair.data))
    assert np.array_equal(png.decode(shown(eyes, hair).data), png.decode(base.data))
    assert np.array_equal(ungraded(shown(eyes, hair)), ungraded(base))
    (alone,) = bench.run(mended(base))
    assert np.array_equal(png.decode(shown(hair).data), png.decode(alone.data))


def test_layers_keep_the_grade_that_the_take_has_now() -> None:
    bench = Bench()
    base = bench.shoot(grade=NOIR)
    (hair,) = bench.run(painted(base))
    (plain,) = bench.run(Regrade(**said(hair), grade=Grade()))
    order = stacked(base, hair, off=(hair,)).model_copy(update=said(plain))
    (bare,) = bench.run(order)
    assert bare.recipe.grade == Grade()
    assert np.array_equal(ungraded(bare), ungraded(base))
    assert np.abs(to_float(png.decode(bare.data)) - ungraded(base)).max() < 1.01 / 255


def test_a_layer_that_the_vault_lost_is_made_again() -> None:
    bench = Bench()
    base = bench.shoot()
    (hair,) = bench.run(painted(base))
    (eyes,) = bench.run(mended(hair))
    asked = stacked(base, hair, eyes, off=(hair,))
    (made,) = bench.run(asked)
    bench.kept.clear()
    (again,) = bench.run(asked)
    assert again.data == made.data
    assert blob(again) == blob(made)


@given(st.integers(0, 255))
def test_a_firm_matte_is_nothing_where_the_matte_is(weight: int) -> None:
    (made,) = firm(np.array([[weight]], np.uint8))[0]
    assert made == min(2 * weight, 255)
