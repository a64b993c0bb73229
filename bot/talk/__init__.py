"""The talk about a brief: what is said changes it, the card shows it, the light follows."""
