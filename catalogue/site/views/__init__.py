"""What the templates show: small frozen objects made by pure functions from the catalogue and its assessments."""
