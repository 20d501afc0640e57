"""Front matter: reading it, recovering what a slip would lose, what its keys mean."""
