"""One person's faces are near each other, two people's are not."""

import cv2
import numpy as np
import pytest
import skimage.data

from engine.face import LIMIT, apart, descriptor, distance, faces

ONE = np.ascontiguousarray(skimage.data.astronaut())
OTHER = cv2.cvtColor(skimage.data.camera(), cv2.COLOR_GRAY2RGB)


@pytest.mark.parametrize("degrees", [0, 30])
def test_a_person_stays_the_same_in_another_light_size_and_lean(degrees):
    turn = cv2.getRotationMatrix2D((226, 130), -degrees, 1)
    again = cv2.warpAffine(ONE, turn, (512, 512), borderMode=cv2.BORDER_REFLECT)
    again = (cv2.resize(again, (760, 760)) * (0.9, 0.8, 0.6)).astype(np.uint8)
    found = distance(ONE, again)
    assert found is not None
    assert found < 0.3


def test_two_people_are_far_apart():
    found = distance(ONE, OTHER)
    assert found is not None
    assert found > LIMIT


def test_a_picture_without_a_face_has_no_distance():
    assert distance(ONE, np.zeros((64, 64, 3), np.uint8)) is None


def test_a_large_face_is_described_as_a_small_one():
    part = ONE[60:190, 160:290]
    large = np.asarray(cv2.resize(part, (1300, 1300), interpolation=cv2.INTER_CUBIC), np.uint8)
    one, other = (descriptor(pixels, faces(pixels)[0]) for pixels in (ONE, large))
    assert one.shape == (128,)
    assert apart(one, one) == 0
    assert apart(one, other) < 0.2
