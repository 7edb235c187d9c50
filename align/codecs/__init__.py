"""The syntax of translators' file formats (TMX, XLIFF, TBX, tab-separated text, workbooks), read and written.

A codec knows elements and attributes; readers and exporters know which language is Chinese and what an issue is.
"""
