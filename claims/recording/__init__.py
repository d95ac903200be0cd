"""Findings to rows: matched with what is stored, then written."""
