"""Measurements of speed, memory and quality, each printed with its yardstick: `python -m benchmarks.NAME`."""
