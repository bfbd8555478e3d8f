"""`sealbook doctor`: what stands in the way of a registry that runs by itself.

`ask/` looks at the world and writes down what is there (`facts`), `judge/` draws conclusions from
that and touches nothing, and `examinations` is the table of all that is judged.
"""
