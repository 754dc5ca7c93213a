"""Five projects, one theory: the code behind the executable book."""

__version__ = "0.1.0"
