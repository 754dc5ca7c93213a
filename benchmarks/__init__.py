"""The same work done by this package and by its peers, in one run."""
