"""A second reader: a language model, if the user names one, that weighs flags. Nothing else needs it."""
