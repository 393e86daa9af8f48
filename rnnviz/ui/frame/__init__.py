"""The frame of every page: its table, address, doors, and what all sessions share."""
