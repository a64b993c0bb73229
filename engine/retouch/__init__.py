"""The retoucher: edits of any picture, by its own pixels and what the face tools see in it."""
