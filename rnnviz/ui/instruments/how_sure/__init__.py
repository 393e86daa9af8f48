"""The instrument "How sure": how often what this network says comes true."""
