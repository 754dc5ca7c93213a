"""Claude and Shannon: a picture book."""
