"""Enterprises: which of them a text names, what a name consists of, and which known enterprise it means."""
