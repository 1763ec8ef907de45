"""Tests of the words and of their checker."""
