"""Whether what was delivered may be shown: in doubt, it may not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newsml_export.model.delivered import DeliveredStory
from newsml_export.model.story import PubStatus

_STRICTEST_LAST = (PubStatus.USABLE, PubStatus.WITHHELD, PubStatus.CANCELED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What an item says of whether it may be shown, and from when on."""

    status: PubStatus = PubStatus.USABLE
    embargoed: dt.datetime | None = None

    def allows(self, other: Showing) -> bool:
        """Say whether whoever obeys this also obeys ``other``: it is as strict, and holds back as long."""
        if _STRICTEST_LAST.index(other.status) > _STRICTEST_LAST.index(self.status):
            return False
        if other.embargoed is None or self.status is not PubStatus.USABLE:
            return True
        return self.embargoed is not None and self.embargoed >= other.embargoed


def strictest(*statuses: PubStatus) -> PubStatus:
    """Return the strictest of ``statuses``; none of them: usable."""
    return max(statuses, key=_STRICTEST_LAST.index, default=PubStatus.USABLE)


def moment_of(text: str) -> dt.datetime:
    """Return the moment that ``text`` (ISO 8601) names.

    Raises:
        ValueError: it is none, it has no time zone, or it lies outside the years that can be reckoned with.
    """
    found = dt.datetime.fromisoformat(text.strip())
    if found.tzinfo is None:
        raise ValueError("it has no time zone")
    try:
        for day in (dt.timedelta(days=-1), dt.timedelta(days=1)):
            (found.astimezone(dt.UTC) + day).astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError("it lies outside the years 1 to 9999") from error
    return found.replace(microsecond=0)


def supersedes(one: DeliveredStory, before: DeliveredStory) -> bool:
    """Say whether ``one`` is read in place of ``before``, an item of the same name.

    The higher version is; where one of them does not say its version, or both say the same, the stricter is: a kill
    whose version cannot be read must not lose against the story that it takes back.
    """
    numbers = [delivered.identity.version if delivered.identity else None for delivered in (one, before)]
    if numbers[0] is not None and numbers[1] is not None and numbers[0].number != numbers[1].number:
        return numbers[0].number > numbers[1].number
    new, old = (Showing(status=d.story.pub_status, embargoed=d.story.embargoed) for d in (one, before))
    return new.allows(old) and not old.allows(new)
