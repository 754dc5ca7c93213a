"""Medical image encoding: pictures of cells, how close two of them are, and what a codec keeps.

`images` reads BBBC016, the very pictures of the 2019 project, `synthetic` draws fields like them
with no download, and `modalities` has pictures of other kinds. `cells` counts in them what a
biologist counts. `similarity` says how close two pictures are, in several ways that do not agree:
`distortions` makes pictures worse, and `triplets` finds those on which the ways disagree most.
`encoders` keeps a picture as a few numbers and `search` finds the ones like it; `codec` writes
files, by `lossy` or `lossless`, which `anchors`, `ratedistortion` and `bdrate` hold against others.
"""
