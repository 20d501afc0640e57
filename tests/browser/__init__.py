"""A person at the browser."""
