"""Runs a whole studio on one machine: worker, bot and, without a token, our Discord on loopback."""
