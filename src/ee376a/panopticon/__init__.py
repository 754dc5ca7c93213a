"""The panopticon painting: text to painting to photograph to text."""
