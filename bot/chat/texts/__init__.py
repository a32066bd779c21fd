"""The words that readers see, one file per language."""
