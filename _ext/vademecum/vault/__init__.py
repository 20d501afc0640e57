"""The vault: its files, the wikilinks between notes, and where each leads."""
