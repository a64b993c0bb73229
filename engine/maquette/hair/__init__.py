"""Hair of a posed person: the head's, brows, lashes, beard, a shell for maps, a scalp tint."""

from engine.maquette.hair.beard import beard
from engine.maquette.hair.brows import brows
from engine.maquette.hair.grow import grow
from engine.maquette.hair.lashes import lashes
from engine.maquette.hair.scalp import scalp_tint
from engine.maquette.hair.shell import shell

__all__ = ["beard", "brows", "grow", "lashes", "scalp_tint", "shell"]
