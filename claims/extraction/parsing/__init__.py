"""Text to tokens, tags and syntax."""
