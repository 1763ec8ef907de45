"""Official papers as they are drawn, in a process of its own: `python -m documents.sheets`, orders in, files out."""
