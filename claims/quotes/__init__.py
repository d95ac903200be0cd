"""Quotes compared: verification, and the same words in other articles."""
