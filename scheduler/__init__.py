"""Time and delivery: the timetable, the sweeps it wakes, and the courier that empties the outbox."""
