"""Floor 0: the notations and look-ups of the handbook, as pure functions and records.

Nothing below this package knows of Sphinx, docutils or a Markdown parser: text goes in, records
come out. What went wrong is told in codes and data; the floors above put it in words.
"""
