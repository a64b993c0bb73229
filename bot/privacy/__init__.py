"""What is kept of a person: a copy for them, or its end."""
