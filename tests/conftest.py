"""What holds for every test."""

from hypothesis import settings

# A busy machine is slow now and then; how long an example takes says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
