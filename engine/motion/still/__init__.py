"""Motion for any still: its layers, its depth, and what moves in it."""
