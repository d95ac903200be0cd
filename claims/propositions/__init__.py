"""What a statement says, taken apart, and whether two statements say the same. No Django here."""
