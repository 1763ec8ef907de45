"""Tests of the conversations."""
