"""What the tagger links, put right: completed, nested, signed, and the chain of sources."""
