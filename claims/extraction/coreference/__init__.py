"""Which entity a mention is, inside one article."""
