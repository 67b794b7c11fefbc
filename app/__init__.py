"""Settings, wiring (the only place that knows all parts) and the command line."""
