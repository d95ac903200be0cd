"""The review desk: the queue of statements, and the forms and actions of curators.

``queue`` says which statement is next, ``fields`` and ``spans_input`` parse what was typed,
``actions`` decides through ``claims.curation``; ``pages`` has the pages.
"""
