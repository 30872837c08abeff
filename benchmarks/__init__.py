"""What the product costs, measured: not tests, as a measurement fails on a busy machine."""
