"""Skills: their notation in plain lists, their catalogue, numbers, register and changes."""
