"""Two public data sets as one registry: the DIRECT framework and the CHAOSS event badges."""
