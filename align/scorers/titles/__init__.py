"""Offices, ranks and organs: is each the one that the Chinese names?"""
