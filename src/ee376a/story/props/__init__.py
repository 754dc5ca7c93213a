"""Things that the story looks at, drawn for any hour."""
