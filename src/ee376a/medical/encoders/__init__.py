"""Networks that keep a picture as a few numbers: their training, and how far off they are.

`autoencoders` has the fully connected, the convolutional and the variational one,
`compression_gan` the one with an opponent. `training` trains them, `runs` does so for every seed
and rate, beside the `baselines` that nobody trains, and `results` says what holds over the seeds.
`elsewhere` asks what they are worth on pictures of other kinds.
"""
