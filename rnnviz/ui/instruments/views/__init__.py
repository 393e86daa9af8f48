"""Views of the instruments: each a component of HTML, CSS and JavaScript, with the shape of its payload."""
