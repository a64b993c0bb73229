"""The rules of the lint, one family a file."""
