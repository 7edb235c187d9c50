"""Checks that offices, ranks and organs are those of the Chinese."""
