"""Controlled vocabularies: QCodes, schemes, catalogs."""
