"""How good the extraction is: evaluation against gold, accuracy from decisions."""
