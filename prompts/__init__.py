"""What we want: the brief, its words, its looks, its optics, and its compiler to model prompts."""
