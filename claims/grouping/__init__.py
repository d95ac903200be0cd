"""Statements to claims: meanings, links between statements, and the groups that follow from them.

Everything here but what a curator settled can be made anew (``manage.py claims --rebuild``).
"""
