"""Views of "Two networks": each a component of HTML, CSS and JavaScript, with the shape of its payload."""
