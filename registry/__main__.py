"""`python -m registry` is the command `sealbook`."""

from registry.cli import main

main()
