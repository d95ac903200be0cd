"""/add/: curators hand in texts and files, look at what would be stored, store it, take it back."""
