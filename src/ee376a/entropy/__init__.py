"""Guess, question, surprise, entropy, code: the ideas behind the story, as games and as numbers.

`surprise` and `questions` guess, `critters` are what is guessed, `huffman` gives short names to
frequent things, `noise` and `parity` mend what a wire does, `runs` tells a picture row by row.
Chances are exact fractions wherever they can be; what needs a logarithm is in bits, from
`ee376a.measures`.
"""
