"""Ledgers, circulars and figures, made from what the store holds; they change nothing."""
