"""Fetching of pages and feeds by the worker, only where ``FETCH`` is on, and never at page time.

An outlet is asked politely: its robots.txt is obeyed, one request at a time, with pauses, and a
page that has not changed is not sent again. Addresses inside the own network are refused
(targets.py).
"""
