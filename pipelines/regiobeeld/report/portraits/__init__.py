"""Profiles of gemeenten and wijken, and regions beside each other: one page each, by the rules of the report."""
