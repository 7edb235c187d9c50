"""Experiments: fitting, measuring and mining; nothing that checks a document imports it."""
