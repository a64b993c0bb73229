"""Which garment is cut how."""

from dataclasses import dataclass

from engine.maquette.body import Surface
from engine.maquette.person import Garment
from engine.maquette.wardrobe.form import Form, dress_form
from engine.maquette.wardrobe.hoodie import hoodie
from engine.maquette.wardrobe.knit import crew, turtleneck, v_neck
from engine.maquette.wardrobe.mesh import Array, Piece, join
from engine.maquette.wardrobe.neckline import Neckline
from engine.maquette.wardrobe.scarf import scarf
from engine.maquette.wardrobe.shirt import shirt
from engine.maquette.wardrobe.tailored import COAT, SUIT, tailored
from engine.maquette.wardrobe.tie import tie

CLOSE, WIDE = 0.028, 0.035  # metres of anatomy that shirts and jackets iron out
UNDER = 0.045  # metres that a shirt reaches under a jacket


@dataclass(frozen=True)
class Pattern:
    """A garment on the template."""

    form: Form
    cloth: Piece
    second: Piece | None
    line: Neckline  # the innermost edge of the cloth: the skin outside it is never seen
    covers: float  # metres up the neck to which that holds
    top: float  # metres up the neck from which the cloth is led


def pattern_of(surface: Surface, garment: Garment, *, necktie: bool) -> Pattern:
    """Cut a garment, which takes seconds: keep the result. Only a suit may have a necktie."""
    form = dress_form(surface, CLOSE)
    second, top, covers = None, 0.075, 0.04
    match garment:
        case "crew":
            cloth, line = crew(form)
        case "v-neck":
            cloth, line = v_neck(form)
        case "turtleneck":
            cloth, line = turtleneck(form)
            covers = 0.035
        case "shirt":
            cloth, second, line = shirt(form, closed=False)
            top = 0.05
        case "suit":
            cloth, fold = tailored(dress_form(surface, WIDE), SUIT)
            under, buttons, line = shirt(
                form, closed=necktie, lift=-0.002, field=_inside(form, fold)
            )
            second, top = join(under, buttons), 0.05
            if necktie:
                cloth = join(cloth, tie(form, -0.004, 0.012))
        case "coat":
            cloth, fold = tailored(dress_form(surface, WIDE), COAT)
            second, line = crew(form, -0.002, _inside(form, fold))
            top = 0.05
        case "hoodie":
            form = dress_form(surface, WIDE)
            cloth, second, line = hoodie(form)
            top = 0.05
        case "wrap":
            cloth = scarf(form)
            second, line = crew(form)
    return Pattern(form, cloth, second, line, covers, top)


def _inside(form: Form, fold: Neckline) -> Array:
    """Positive where a shirt may be seen in the opening of a jacket: no more of it is made."""
    return fold.at(form.angle) + UNDER - form.slant
