"""Tests being written."""
