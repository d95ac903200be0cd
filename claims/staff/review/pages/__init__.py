"""Pages of the review desk: they read and render; ``claims.staff.review`` has the actions."""
