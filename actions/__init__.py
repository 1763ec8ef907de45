"""What people can do: each action loads, asks the rules, stores, and leaves notices for those concerned."""
