"""Text that only one side has."""
