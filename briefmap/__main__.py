"""`python -m briefmap`."""

from briefmap.cli import main

main(prog_name="briefmap")
