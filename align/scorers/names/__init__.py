"""People, places and Latin names: is each the one that the Chinese names?"""
