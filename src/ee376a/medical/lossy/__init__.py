"""The picture codec with errors: from grey values to latents, to bits, and back.

`coder` cuts a picture into tiles, of half the size (`resolution`) where that is better, and
`picturemodel` makes latents of a tile: cosines of its `blocks`, networks in whole numbers
(`integernet`), an arithmetic coder (`latents`). `network` and `training` are how the networks were
learnt, `packing` how they become whole numbers, `refining` a slower search for better latents.
"""
