"""Tests of newsml-export."""
