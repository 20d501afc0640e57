"""Commands that work on the notes themselves: ``python -m vademecum.commands.<name>``.

Above all other floors: they read the vault by the same code as every build.
"""
