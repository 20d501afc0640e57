"""The pure core: what notes say and what follows from it, without Sphinx."""
