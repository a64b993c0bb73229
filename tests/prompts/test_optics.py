"""Known values from published tables, and relations that hold for every lens."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.brief import Framing
from prompts.optics import (
    ALIASES,
    COVER,
    SENSORS,
    OpticsError,
    blur_disc,
    circle_of_confusion,
    crop,
    depth_of_field,
    distance,
    equivalent,
    field_of_view,
    hyperfocal,
    measure,
    ratio,
    sensor,
)

FOCALS = st.floats(8, 800)
APERTURES = st.floats(0.7, 32)
DISTANCES = st.floats(1.7, 200)  # beyond twice the longest focal length
CONFUSION = 0.030  # mm, the usual figure for full frame
ASPECTS = st.sampled_from(["4:5", "2:3", "1:1", "16:9", "239:100", "9:16"])


@pytest.mark.parametrize(
    ("focal", "aperture", "metres"),
    [
        (50, 2, 41.72),
        (50, 8, 10.47),
        (35, 8, 5.14),
        (24, 8, 2.42),
        (85, 1.8, 133.9),
        (28, 11, 2.40),
    ],
)
def test_hyperfocal_distances_agree_with_the_published_table(
    focal: float, aperture: float, metres: float
) -> None:
    assert hyperfocal(focal, aperture, CONFUSION) == pytest.approx(metres, rel=0.003)


@pytest.mark.parametrize(
    ("focal", "aperture", "focus", "near", "far"),
    [
        (85, 1.8, 2.0, 1.97, 2.03),
        (50, 2.0, 3.0, 2.80, 3.23),
        (50, 8.0, 5.0, 3.39, 9.53),
        (35, 8.0, 3.0, 1.90, 7.15),
        (135, 2.0, 3.0, 2.97, 3.03),
    ],
)
def test_depths_of_field_agree_with_the_published_table(
    focal: float, aperture: float, focus: float, near: float, far: float
) -> None:
    depth = depth_of_field(focal, aperture, focus, CONFUSION)
    assert depth.near_m == pytest.approx(near, abs=0.01)
    assert depth.far_m == pytest.approx(far, abs=0.05)
    assert depth.total_m == pytest.approx(far - near, abs=0.06)


@pytest.mark.parametrize(
    ("focal", "size", "degrees"),
    [
        (50, 36, 39.6),
        (50, 24, 27.0),
        (85, 36, 23.9),
        (24, 36, 73.7),
        (35, 36, 54.4),
        (200, 36, 10.3),
    ],
)
def test_fields_of_view_agree_with_the_makers_tables(
    focal: float, size: float, degrees: float
) -> None:
    assert field_of_view(focal, size) == pytest.approx(degrees, abs=0.06)


@pytest.mark.parametrize(
    ("name", "confusion"), [("full frame", 0.030), ("aps-c", 0.020), ("micro four thirds", 0.015)]
)
def test_circles_of_confusion_are_the_usual_ones(name: str, confusion: float) -> None:
    assert circle_of_confusion(sensor(name)) == pytest.approx(confusion, abs=0.0005)


def test_25_mm_on_micro_four_thirds_is_50_mm_on_full_frame() -> None:
    focal, aperture = equivalent(25, 1.4, sensor("micro four thirds"), sensor("full frame"))
    assert focal == pytest.approx(50, rel=0.01)
    assert aperture == pytest.approx(2.8, rel=0.01)


@given(FOCALS, APERTURES, st.sampled_from(sorted(SENSORS)), st.sampled_from(sorted(SENSORS)))
def test_an_equivalent_on_another_sensor_and_back_is_the_same_lens(
    focal: float, aperture: float, one: str, other: str
) -> None:
    there = equivalent(focal, aperture, sensor(one), sensor(other))
    assert equivalent(*there, sensor(other), sensor(one)) == pytest.approx((focal, aperture))


@given(FOCALS, st.floats(5, 120), st.floats(0.1, 5))
def test_from_the_distance_of_a_framing_exactly_that_framing_fills_the_sensor(
    focal: float, height: float, cover: float
) -> None:
    away_mm = distance(focal, height, cover) * 1000
    assert height * (away_mm - focal) / focal == pytest.approx(cover * 1000)


@given(FOCALS, st.floats(5, 120))
def test_a_field_of_view_gives_back_its_focal_length(focal: float, size: float) -> None:
    angle = math.radians(field_of_view(focal, size))
    assert size / (2 * math.tan(angle / 2)) == pytest.approx(focal)


@given(FOCALS, APERTURES, DISTANCES)
def test_at_the_limits_of_sharpness_the_blur_is_the_circle_of_confusion(
    focal: float, aperture: float, focus: float
) -> None:
    depth = depth_of_field(focal, aperture, focus, CONFUSION)
    assert depth.near_m < focus < depth.far_m
    assert blur_disc(focal, aperture, focus, depth.near_m) == pytest.approx(CONFUSION, rel=1e-6)
    if math.isfinite(depth.far_m):
        assert blur_disc(focal, aperture, focus, depth.far_m) == pytest.approx(CONFUSION, rel=1e-4)


@given(st.floats(8, 200), APERTURES)
def test_focused_at_the_hyperfocal_distance_half_of_it_to_infinity_is_sharp(
    focal: float, aperture: float
) -> None:
    h = hyperfocal(focal, aperture, CONFUSION)
    depth = depth_of_field(focal, aperture, h, CONFUSION)
    assert depth.near_m == pytest.approx(h / 2, rel=1e-3, abs=focal / 1000)
    assert math.isinf(depth.far_m)


@given(FOCALS, APERTURES, st.sampled_from(sorted(SENSORS)), st.sampled_from(sorted(COVER)), ASPECTS)
def test_every_lens_that_a_brief_may_name_can_be_measured(
    focal: float, aperture: float, name: str, framing: Framing, aspect: str
) -> None:
    reading = measure(focal, aperture, name, framing, aspect)
    assert reading.depth.near_m < reading.distance_m < reading.depth.far_m
    assert 0 < reading.field_of_view_deg < 180
    assert reading.blur_share > 0


@given(FOCALS, APERTURES, st.floats(1.05, 3))
def test_opening_up_or_going_longer_blurs_the_background_more(
    focal: float, aperture: float, factor: float
) -> None:
    before = measure(focal, aperture, None, "close-up").blur_mm
    assert measure(focal, aperture / factor, None, "close-up").blur_mm > before
    assert measure(focal * factor, aperture, None, "close-up").blur_mm > before


@given(st.sampled_from(sorted(SENSORS)), ASPECTS)
def test_a_crop_has_the_aspect_and_fits_its_sensor(name: str, aspect: str) -> None:
    whole = sensor(name)
    used = crop(whole, aspect)
    assert used.width_mm / used.height_mm == pytest.approx(ratio(aspect))
    assert max(used) <= max(whole) + 1e-9
    assert min(used) <= min(whole) + 1e-9


@pytest.mark.parametrize(
    "name", [*SENSORS, *ALIASES, "Full-Frame", " S35 ", "Super-35", "APS C", None]
)
def test_a_sensor_is_found_however_it_is_written(name: str | None) -> None:
    assert sensor(name).width_mm > 0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sensor("potato"), "No sensor is called 'potato': choose from full frame"),
        (lambda: measure(0, 2, None, "close-up"), "The focal length is 0: it must be more than 0."),
        (lambda: measure(50, -2, None, "close-up"), "The aperture is -2: it must be more than 0."),
        (lambda: measure(math.nan, 2, None, "close-up"), "The focal length is nan"),
        (lambda: hyperfocal(50, 0, CONFUSION), "The aperture is 0"),
        (lambda: field_of_view(-1, 24), "The focal length is -1"),
        (lambda: depth_of_field(50, 2, 0, CONFUSION), "The distance is 0"),
        (lambda: blur_disc(50, 2, 0.05, 1), "A 50 mm lens cannot focus at 0.05 m."),
    ],
)
def test_a_number_that_cannot_be_is_a_sentence(call: Callable[[], object], says: str) -> None:
    with pytest.raises(OpticsError) as caught:
        call()
    assert str(caught.value).startswith(says)
    assert str(caught.value).endswith(".")
