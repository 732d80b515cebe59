"""The machine's own time zone, with its rules: the offset of any moment, not only of this one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class SystemZone(tzinfo):
    """Local time as the system reckons it, clock changes of other dates included."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """What local time is ahead of UTC at this local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the signature of tzinfo
        """Unknown: the system tells offsets, not what they are made of."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """The abbreviation of the zone at this local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Local time of a moment that is given in UTC."""
        local = dt.replace(tzinfo=UTC).astimezone()
        first = local.replace(tzinfo=self)
        return first if first.utcoffset() == local.utcoffset() else first.replace(fold=1)


SYSTEM = SystemZone()
