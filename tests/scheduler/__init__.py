"""Tests of the courier and the timetable."""
