"""Knowledge of Chinese and English that no single check owns: scripts, words, names, places, quotes, tables."""
