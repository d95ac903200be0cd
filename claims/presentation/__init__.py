"""Text and records as people read them: highlighting, citations, template tags."""
