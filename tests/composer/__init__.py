"""A page composer: issues of page text with known truth, seeded and repeatable. Test tooling, not shipped."""

from __future__ import annotations

from tests.composer.compose import compose as compose
from tests.composer.compose import compose_with as compose_with
from tests.composer.compose import write as write
from tests.composer.model import ComposedIssue as ComposedIssue
from tests.composer.options import LEVELS as LEVELS
from tests.composer.options import Options as Options
