"""Slips of the pen that Markdown takes for text: found in a note's source, each with its mend."""
