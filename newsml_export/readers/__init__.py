"""From a source on disk to an Issue; one file a kind of source."""
