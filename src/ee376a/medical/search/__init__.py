"""Finding similar pictures: what encodings they are compared by, and what is found.

`features` and `learnt` make encodings, `index` looks for neighbours among them, `retrieval` asks
questions whose answers are known, `precision` counts how often they are found, and `runs` does it
all for the pictures of BBBC016.
"""
