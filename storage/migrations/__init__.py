"""Migrations: numbered SQL files, each with its way back."""
