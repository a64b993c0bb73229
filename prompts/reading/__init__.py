"""The parts of a reading: each module recognises one kind of thing in a page of words."""
