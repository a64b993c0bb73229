"""How we talk: the conversation about a brief, its cards and its archive."""
