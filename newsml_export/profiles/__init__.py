"""Profiles of importers: files that say what a system needs of our documents beyond their standards."""

from __future__ import annotations

from newsml_export.profiles.importer import Importer
from newsml_export.profiles.profile import Profile, load_profile, shipped_profiles

__all__ = ["Importer", "Profile", "load_profile", "shipped_profiles"]
