"""Which speaker record a mention is, across articles."""
