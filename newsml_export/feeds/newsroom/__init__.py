"""Pages for the newsroom: what was published, what partners see, corrections, kills, embargoes, partners and tokens."""
