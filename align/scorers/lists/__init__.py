"""What stands in a row, and how much of a clause the other side has words for."""
