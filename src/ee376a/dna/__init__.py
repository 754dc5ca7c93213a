"""Bits into strands of DNA and back, through a channel that loses and invents bases."""
