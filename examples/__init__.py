"""Programs that use the package `registry` from outside."""
