"""What settings may hold: the checks of their values, as data and patterns."""
