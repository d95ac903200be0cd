"""The desk for claims: two statements that may say the same, side by side."""
