"""What everything is made of: documents, units, issues, bitexts and their records. No I/O, no clock, no printing."""
