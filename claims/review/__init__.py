"""The review desk: what needs eyes, who is looking, and what a curator's form means.

``queue`` says which statement is next, ``reading`` turns what was typed into spans and speakers,
``acts`` does what was asked through ``claims.curation``. The pages are in ``claims.admin.review``.
"""
