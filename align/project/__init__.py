"""A project on disk: the texts that a user names, the folder of a run or a batch, and the files that leave it."""
