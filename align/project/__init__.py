"""Projects on disk: reading the texts, the folders of runs and batches, and exporting."""
