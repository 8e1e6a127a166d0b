"""What a report shows, as sources/rapport declares it: chapters, blocks, layers, portraits, the dialogue."""
