"""The instrument "Units": which are on where, what happens without them, how many make a verdict."""
