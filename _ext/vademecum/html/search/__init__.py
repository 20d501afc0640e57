"""The search: what it can answer with, its index, its pages."""
