"""How it is made. Deliberately empty: importing the protocol must not import the engine."""
