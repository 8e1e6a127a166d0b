"""What a make target does: make something when it is out of date, and say what happened."""
