"""How figures are written out: in press-office English (style), and as values in full in both languages (spelled)."""
