"""Servers that stand in for the outside world and are as strict as it is."""
