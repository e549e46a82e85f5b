"""What RSS, Atom and news sitemaps have in common: what is said in one of them is said the same way in the others."""
