"""The conversation engine: pure, no I/O; a state and an event in, a state, replies and an effect out."""
