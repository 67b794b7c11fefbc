"""Text to unit, with a probability and the words that speak for it."""
