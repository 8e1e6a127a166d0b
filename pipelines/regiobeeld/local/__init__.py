"""Files of the analyst: read, checked, passed through the privacy gate. Nothing of them leaves otherwise."""
