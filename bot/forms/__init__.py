"""Forms: modals whose every question is filled in with what the brief says, and read back."""
