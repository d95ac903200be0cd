"""The public site: pages, files and the JSON API."""
