"""The review desk: what needs a curator, who is looking at it, and what a form means.

``queue`` says which statement is next, ``spans_input`` and ``speaker_input`` read what was typed,
``actions`` does what was asked through ``claims.curation``; ``pages`` has the pages.
"""
