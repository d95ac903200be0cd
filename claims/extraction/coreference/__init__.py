"""Who pronouns and descriptions are: mentions scored against the entities before them."""
