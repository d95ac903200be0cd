"""What a noun phrase says by itself: name, head noun, title, number."""
