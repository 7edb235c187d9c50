"""The commands of ``align``, one module each: parse, call one function, print. :mod:`align.cli` lists them."""
