"""What every picture is made of; no page's words."""
