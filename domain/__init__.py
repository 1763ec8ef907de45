"""The rules of dialogues and petitions: values in, values out, nothing but the standard library."""
