"""The conversation in a region: a poster, cards and a form that go out, and the answers that come back."""
