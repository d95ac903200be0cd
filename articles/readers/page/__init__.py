"""One web page: its article's text with structure, and what it says of itself."""
