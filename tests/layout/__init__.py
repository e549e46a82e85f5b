"""Tests of page understanding."""
