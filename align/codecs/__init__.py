"""The syntax of the XML formats of translators, both ways and in one pass: TMX, XLIFF, TBX.

A codec knows elements and attributes; which language is Chinese and what an issue is, readers and exporters know.
"""
