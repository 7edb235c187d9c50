"""The version of align, stated in signatures and in the files that we write."""

VERSION = "0.1.0"
