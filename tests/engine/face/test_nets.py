"""The networks are the files that they should be."""

import numpy as np
import pytest

from engine.face.nets import CARDS, carried, run
from engine.protocol import StudioError


@pytest.mark.parametrize("name", CARDS)
def test_every_network_answers_in_the_order_of_its_card(name):
    size = CARDS[name].size
    given = run(name, np.full((size, size, 3), 128, np.uint8))
    assert len(given) == len(CARDS[name].outputs)
    expected = {
        "detector": [896 * 16, 896],
        "mesh": [468 * 3, 1],
        "iris": [15, 213],
        "person": [256 * 256],
    }
    assert [each.size for each in given] == expected[name]


def test_a_network_that_is_not_installed_is_a_sentence():
    with pytest.raises(StudioError, match=r"no-such-package is not installed\. Install it"):
        carried("no-such-package", "x.tflite", "0" * 64, "Install it: pip install x")


def test_a_missing_file_of_an_installed_package_is_a_sentence():
    with pytest.raises(StudioError, match="not installed"):
        carried("numpy", "numpy/no-such-file.dat", "0" * 64, "Install it")


def test_another_file_under_the_same_name_is_refused():
    with pytest.raises(StudioError, match="not the right file"):
        carried("numpy", "numpy/__init__.py", "0" * 64, "Install it")
