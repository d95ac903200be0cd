"""The curators' side: the admin, the review desk, speakers to merge or split."""
