"""From stories to stories with metadata: keywords, entities, topics, genre, series, summary. Side by side, in order."""
