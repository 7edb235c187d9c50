"""The version of align, as signatures and files that we write state it."""

VERSION = "0.1.0"
