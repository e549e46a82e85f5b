"""Documentation, and the code that writes its generated parts."""

from __future__ import annotations
