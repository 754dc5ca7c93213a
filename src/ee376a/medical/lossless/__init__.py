"""The picture codec without errors: every grey value as it was.

`coder` codes a picture pixel by pixel. Of each it sees the `neighbourhood`, with what
`leastsquares` expects, and the `network` says how likely each grey value is. `training` is how the
network was learnt, and `runs` how large the files are beside those of others.
"""
