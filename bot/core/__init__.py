"""Pure and synchronous: every decision is a function of values."""
