"""Pictures by models that learned: handwritten digits coded pixel by pixel, drawn, and morphed.

`digits` makes files of them; its model stands in the files in the order in which a pixel is
foreseen: a `walk` of yes and no, the `contexts` that are near, the `palettes` of grays that a
picture can have, a trained `network`, the `opinions` of all of them, and the `model` that weighs
them. `training` makes the weights. `gan` draws digits in one stroke; `creature` is drawn by hand.
"""
