"""Who publishes: what the settings say once and every document repeats."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The publisher of the newspaper, as documents name it."""

    name: str
    #: owned by the publisher; part of every GUID
    domain: str
    time_zone: ZoneInfo
    #: time of the day that an issue counts as published at, in ``time_zone``
    press_time: dt.time = dt.time(0, 0)
    site_url: str | None = None
    #: QCode of the provider in IPTC's register (``nprov:…``); without it the name stands alone
    provider_qcode: str | None = None
    copyright_holder: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None

    def published(self, date: dt.date) -> dt.datetime:
        """Return the moment at which the issue of ``date`` counts as published, with the publisher's time zone.

        Local mean times of long ago had offsets with seconds, which neither XML Schema nor RFC 822 can write: these
        are rounded to whole minutes.
        """
        moment = dt.datetime.combine(date, self.press_time, tzinfo=self.time_zone)
        offset = moment.utcoffset() or dt.timedelta()
        if offset.seconds % 60:
            minutes = round(offset.total_seconds() / 60)
            moment = moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
        return moment
