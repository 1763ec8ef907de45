"""Tests of the launcher and the test command."""
