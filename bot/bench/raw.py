"""The raw limit of the database: the statements of a step and nothing else, by the driver alone."""

CONNECTIONS = 10
CHATS = 500
ROUNDS = 10
TIMES = 3
