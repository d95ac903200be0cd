"""The read-only JSON API: the lists and records of the site for programs. See docs/api.md.

Filters, order and columns are those of the pages and files: nothing is declared here twice, and
the OpenAPI description is drawn from the same filters and columns that answer.
"""
