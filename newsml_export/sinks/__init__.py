"""Where documents are put: a folder on disk, or memory."""
