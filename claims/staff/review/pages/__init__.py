"""The pages of the review desk. They read and draw; what they do is in ``claims.staff.review``."""
