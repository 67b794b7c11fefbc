"""The desk in a browser and its HTTP API."""
