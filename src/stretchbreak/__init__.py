"""A guided desk-stretch timer: reminds, guides every rep, and keeps count."""

__version__ = "0.1.0"
