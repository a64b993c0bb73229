"""What a lens cannot do is said with numbers, and the lens that is offered can."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.brief import Brief, Framing
from prompts.contradictions import contradictions, findings, metres
from prompts.optics import COVER, SENSORS, OpticsError


def brief(
    focal: float = 85,
    aperture: float = 2.8,
    framing: str = "close-up",
    background: str | None = None,
    **camera: Any,
) -> Brief:
    return Brief.model_validate(
        {
            "subject": {},
            "setting": {"background": background},
            "camera": {"focal_mm": focal, "aperture": aperture, "framing": framing, **camera},
        }
    )


@pytest.mark.parametrize(
    ("one", "kind", "says"),
    [
        (
            brief(24, 8, background="blurred lights"),
            "melts",
            ("24 mm and f/8", "will not melt", "would."),
        ),
        (
            brief(85, 1.4, background="deep focus street"),
            "reads",
            ("85 mm and f/1.4", "35 mm f/11"),
        ),
        (brief(16, 8), "looms", ("At 16 mm", "the nose looms", "85 mm stands 1.10 m away")),
        (brief(200, 1.4, "extreme close-up"), "one-eye", ("mm are sharp", "f/2.8 holds")),
        (brief(400, 8, "wide"), "far-away", ("At 400 mm a wide", "few rooms are that long")),
    ],
)
def test_each_kind_is_found_and_said_with_its_numbers(
    one: Brief, kind: str, says: tuple[str, ...]
) -> None:
    found = {each.kind: each.sentence for each in findings(one)}
    assert all(part in found[kind] for part in says)
    assert found[kind] in contradictions(one)


@pytest.mark.parametrize(
    "one",
    [
        brief(85, 1.8, background="blurred lights"),
        brief(85, 4, "medium close-up"),
        brief(50, 2.8, "medium"),
        brief(28, 11, "wide", background="everything sharp"),
        Brief.model_validate({"subject": {}, "camera": {"focal_mm": 8}}),
    ],
)
def test_a_lens_that_does_its_work_is_left_alone(one: Brief) -> None:
    assert contradictions(one) == ()


@given(
    st.floats(8, 800),
    st.floats(0.7, 32),
    st.sampled_from(sorted(COVER)),
    st.sampled_from(sorted(SENSORS)),
    st.sampled_from([None, "blurred", "deep focus"]),
)
def test_every_contradiction_is_one_line_with_a_number(
    focal: float, aperture: float, framing: Framing, sensor: str, behind: str | None
) -> None:
    for sentence in contradictions(brief(focal, aperture, framing, behind, sensor=sensor)):
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert any(c.isdigit() for c in sentence)
        assert "nan" not in sentence


def test_an_unknown_sensor_is_a_sentence() -> None:
    with pytest.raises(OpticsError, match="No sensor is called"):
        contradictions(brief(sensor="potato"))


@pytest.mark.parametrize(
    ("length", "said"),
    [(0.0234, "23 mm"), (0.5, "0.50 m"), (12.3, "12 m"), (math.inf, "infinity")],
)
def test_lengths_are_said_as_a_photographer_would(length: float, said: str) -> None:
    assert metres(length) == said
