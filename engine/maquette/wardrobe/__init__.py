"""Tailoring: garments and glasses for the maquette."""

from engine.maquette.wardrobe.dress import Worn, dress, stock

__all__ = ["Worn", "dress", "stock"]
