"""The handbook as a book: documents become Typst, Typst becomes one accessible PDF.

``syntax`` alone knows how Typst is written; every word of a note goes through ``syntax.string``.
"""
