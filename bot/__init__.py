"""Worldbrief: what the press of the countries you choose is saying, in English, every morning."""

__version__ = "0.1.0"
