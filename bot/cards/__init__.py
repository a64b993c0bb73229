"""Cards: what a message shows, as pure functions from records to Components V2."""
