"""Speed as ratios to a naive baseline that is measured in the same run. Never part of the tests."""
