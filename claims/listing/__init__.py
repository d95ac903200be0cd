"""From a query string to rows, facets, counts and pages."""
