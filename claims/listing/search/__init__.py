"""Full-text search: statements, speakers, articles."""
