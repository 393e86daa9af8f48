"""The instrument "Without a state": the same review as networks that keep none judge it."""
