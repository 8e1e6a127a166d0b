"""The one-page profile of a gemeente or wijk, and regions beside each other."""
