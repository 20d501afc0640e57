"""Pure: skills as notes write them, their numbers, the catalogue of all of them."""
