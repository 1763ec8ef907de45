"""Reading plans and writing official papers."""
