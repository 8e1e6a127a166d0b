"""Every number that a reader sees is a claim: what it is, where it comes from and how it was made."""
