"""What is kept in PostgreSQL and how it is read and written."""
