"""Pure: a vault's files and names, its notes' records, the links between them."""
