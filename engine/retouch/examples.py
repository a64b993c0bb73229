"""How a sentence names what can be said."""


def examples(*words: str) -> str:
    """The words in quotes, with commas and an "or"."""
    quoted = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{word}\N{RIGHT DOUBLE QUOTATION MARK}" for word in words
    ]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
