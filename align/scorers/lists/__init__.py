"""Lists of items, and the coverage of clauses by the other side."""
