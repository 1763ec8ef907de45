"""The running program: commands, settings, wiring and workers."""
