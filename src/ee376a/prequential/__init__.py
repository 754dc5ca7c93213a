"""Prequential compression: predictors that learn as they read, and the files that they make.

A predictor gives each next symbol a probability, an arithmetic coder spends -log2 of it, and only
then does the predictor learn the symbol: Dawid's prequential ("predictive sequential") principle.
The decoder has read the same symbols, so it holds the same predictor, and no model is ever sent.
"""
