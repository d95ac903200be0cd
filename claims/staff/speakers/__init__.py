"""Who is who, for curators: pairs that may be one speaker, and one speaker that is two."""
