"""What partners pull: feeds and items over HTTP or as files, and the pages of the newsroom."""
