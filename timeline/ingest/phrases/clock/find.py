"""Finds the clock time in a phrase and takes it out, with the words that belong to it ("at", "(TBC)", "CET").

plain text (folded, one kind of dash) -> `strip_clock` -> the rest, which the grammar of days reads, and a `Clock`.
A number is a time only if its form says so: "1500" needs "hrs" or a zone, "10.12" needs "at" or "hrs" (it may be a
day), a bare "9" needs an end with a form ("9-11 a.m."). What is no time stays in the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Final

from timeline.ingest.phrases.clock.value import Clock, UnclearClock
from timeline.ingest.phrases.clock.zones import named_zone, zone_pattern

_A_DAY: Final = timedelta(days=1)
_MOST_TIMES: Final = 2
_HOURS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SUFFIX: Final = r"(?:[ ]?(?:hrs?|hours|h)\b\.?)"
_LEADS: Final = (
    r"(?:(?:\b(?:at|from|starting|beginning|around|about|approximately|approx\.?|circa|ca\.?|roughly|tentatively"
    r"|provisionally|(?:no|not) (?:later|earlier) than|not before|by|before|until|till|after|between|shortly|as of)"
    r"|~)[ ]*)*"
)
_TO_CONFIRM: Final = r"(?:tbc|tbd|to be confirmed|to be determined|exact time to follow|or so|approx\b\.?)"
_TAIL: Final = rf"(?:[ ]?,?[ ]?(?:\({_TO_CONFIRM}\)|{_TO_CONFIRM}|onwards?|sharp))?"
_VAGUE: Final = re.compile(r"around|about|approx|circa|ca\b|roughly|tentative|provisional|~|tb[cd]|to be|follow|or so")
_BOUND: Final = re.compile(r"\b(?:by|before|until|till|after|between|than|shortly)\b")
_STRONG_LEAD: Final = re.compile(
    r"(?:\b(?:at|by|from|around|about|approximately|circa|before|after|until|between)|~)[ ]*$"
)
_LENGTH: Final = re.compile(r"(?:\b(?:in|within|next|last|past|coming|for|over|first)[ ]+(?:the[ ]+)?)$")
_TIME_OPEN: Final = re.compile(rf"[,(]?[ ]*\b(?:exact )?(?:time|hour)s? (?:is |are )?{_TO_CONFIRM}\)?")
_YEAR_BEFORE: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ ](?:[0-9]{1,2}(?:st|nd|rd|th)?[ ]?,?[ ]?)?$"
)
_ISO_TIME: Final = re.compile(
    r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})t([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(z|[+-][0-9]{2}:?[0-9]{2})?"
)
_DANGLING: Final = re.compile(r"\b(from|since|to|until|till|through|between)[ ,]+on\b")
_PARTS: Final = re.compile(r"\b(?:morning|afternoon|evening|tonight|night)\b")


@cache
def _one_time(mark: str) -> str:
    """The pattern of one time of day; `mark` ends its group names."""
    return (
        rf"(?:(?:12[ ])?(?P<word{mark}>noon|midday|midnight)\b"
        rf"|(?P<digits{mark}>(?:[01][0-9]|2[0-4])[0-5][0-9])(?![0-9:.])"
        rf"|(?P<hour{mark}>(?:[01]?[0-9]|2[0-4])(?![0-9])|\b(?:{'|'.join(_HOURS)})\b)"
        rf"(?:(?P<sign{mark}>[ ]?:[ ]?|[.]|[ ]?h[ ]?)(?P<minute{mark}>[0-5][0-9])(?::[0-5][0-9])?(?![0-9]))?)"
        rf"(?:[ ]?(?P<half{mark}>[ap])[ ]?\.?[ ]?m\b\.?|[ ]?(?P<oclock{mark}>o'?[ ]?clock)\b)?"
        rf"(?P<suffix{mark}>{_SUFFIX})?(?P<zone{mark}>[ ]?,?[ ]?{zone_pattern()})?"
    )


@cache
def _clock_pattern(*, has_end: bool) -> re.Pattern[str]:
    """The pattern of a time or of a range, with the words that belong to it."""
    link = r"[ ]?(?P<link>-|\bto\b|\buntil\b|\btill\b|\band\b)[ ]?"
    end = f"{link}{_one_time('2')}" if has_end else ""
    return re.compile(
        rf"(?P<lead>{_LEADS})(?<![^\W_])(?<![/:.-]){_one_time('1')}{end}(?P<tail>{_TAIL})(?![0-9/:]|-[0-9]|\.[0-9])"
    )


def strip_clock(text: str) -> tuple[str, Clock | None]:
    """The text without its clock time, and the time; the text itself and None if it has none. Raises UnclearClock."""
    text = _ISO_TIME.sub(_iso_apart, text)
    found: list[Clock] = []
    kept, position = [], 0
    while len(found) <= _MOST_TIMES:
        first, clock = _next_clock(text, position)
        if first is None or clock is None:
            break
        found.append(clock)
        kept.append(text[position : first.start()])
        position = first.end()
    rest = _TIME_OPEN.sub(" ", " ".join([*kept, text[position:]]) if found else text)
    if not found:
        return rest, None
    rest = _DANGLING.sub(r"\1", " ".join(rest.split())).strip(" ,")
    return _without_empty_brackets(rest), _in_part_of_day(_joined(found, rest, kept), rest)


def _next_clock(text: str, position: int) -> tuple[re.Match[str] | None, Clock | None]:
    """The next range or time from this position on; two None if there is none. Raises UnclearClock."""
    for start in range(position, len(text)):
        for has_end in (True, False):
            match = _clock_pattern(has_end=has_end).match(text, start)
            clock = None if match is None else _clock_of(match, text, has_end=has_end)
            if clock is not None:
                return match, clock
    return None, None


def _iso_apart(match: re.Match[str]) -> str:
    """The day, the time and the offset of an ISO 8601 time, apart from each other."""
    offset = match[3] or ""
    return f"{match[1]} {match[2]} {'utc' if offset[:1] in ('+', '-') else ''}{offset}".rstrip()


def _clock_of(match: re.Match[str], text: str, *, has_end: bool) -> Clock | None:
    """The clock that a match means; None if its form is not that of a time. Raises UnclearClock."""
    before = text[: match.start("lead")] + match["lead"]
    if not (_is_time(match, "2", before) if has_end else _is_time(match, "1", before)):
        return None
    if has_end and not (_is_time(match, "1", before) or _is_bare_hour(match, "1")):
        return None
    words = f"{match['lead']} {match['tail']}"
    is_sharp = not _VAGUE.search(words) and not _BOUND.search(match["lead"])
    zones = [match[mark] for mark in ("zone1", "zone2")[: 1 + has_end] if match[mark]]
    if len({zone.strip(" ,()") for zone in zones}) > 1:
        raise UnclearClock("it names two zones")
    zone = named_zone(zones[0].strip(" ,")) if zones else None
    if not has_end:
        starts, is_clear = _since_midnight(match, "1", match["half1"])
        if match["word1"] == "midnight" and is_sharp:
            raise UnclearClock("midnight may be the start or the end of the day; write 0:00 or 24:00")
        return Clock(starts % _A_DAY, zone=zone, is_sharp=is_sharp, is_either_half=not is_clear)
    if match["link"] == "and" and not _BOUND.search(match["lead"]):
        raise UnclearClock("it has two times")
    return _range_of(match, Clock(timedelta(0), zone=zone, is_sharp=is_sharp))


def _range_of(match: re.Match[str], clock: Clock) -> Clock:
    """The clock with start and end. An end written as "a.m." may be that of the next day, no other end is."""
    ends, is_end_clear = _since_midnight(match, "2", match["half2"])
    if match["word2"] == "midnight" or (match["half2"] is None and ends == _A_DAY):
        ends = _A_DAY
    starts, is_start_clear = _since_midnight(match, "1", match["half1"])
    if match["half1"] is None and _is_bare_hour(match, "1") and match["half2"] is not None:
        starts, _ = _since_midnight(match, "1", match["half2"])
        if starts >= ends:  # "11-1 p.m." begins in the other half of the day
            starts, _ = _since_midnight(match, "1", "a" if match["half2"] == "p" else "p")
    starts %= _A_DAY
    if ends <= starts and match["half2"] == "a":
        ends += _A_DAY
    if ends <= starts:
        raise UnclearClock("its end time is not after its start time; if it is on the next day, write both days")
    return replace(clock, starts=starts, ends=ends, is_either_half=not (is_start_clear and is_end_clear))


def _is_time(match: re.Match[str], mark: str, before: str) -> bool:
    """True if the form of this time says that it is one."""
    is_marked = bool(match[f"half{mark}"] or match[f"suffix{mark}"] or match[f"oclock{mark}"])
    if match[f"word{mark}"]:
        return True
    if match[f"digits{mark}"]:
        is_year = bool(_YEAR_BEFORE.search(before)) and not match[f"suffix{mark}"]
        return not is_year and bool(match[f"suffix{mark}"] or match[f"zone{mark}"] or match[f"half{mark}"])
    has_lead = bool(_STRONG_LEAD.search(before))
    if match[f"minute{mark}"] is None:
        if match[f"half{mark}"] or match[f"oclock{mark}"]:
            return True
        return has_lead and bool(match[f"zone{mark}"] or (match[f"suffix{mark}"] and not _LENGTH.search(before)))
    sign, minute = (match[f"sign{mark}"] or "").strip(), int(match[f"minute{mark}"])
    if sign == "." and 1 <= minute <= 12:  # "4.12" is also a day
        return is_marked or bool(match[f"zone{mark}"]) or has_lead
    return True


def _is_bare_hour(match: re.Match[str], mark: str) -> bool:
    """True for an hour alone, or for four digits, before a time that has a form."""
    hour, digits = match[f"hour{mark}"], match[f"digits{mark}"]
    return digits is not None or (hour is not None and match[f"minute{mark}"] is None)


def _since_midnight(match: re.Match[str], mark: str, half: str | None) -> tuple[timedelta, bool]:
    """The time since midnight, and whether the half of the day is known. Raises UnclearClock for 13 p.m."""
    if match[f"word{mark}"]:
        return timedelta(hours=0 if match[f"word{mark}"] == "midnight" else 12), True
    digits = match[f"digits{mark}"]
    written = match[f"hour{mark}"] if digits is None else digits[:2]
    hour = _HOURS.index(written) + 1 if written in _HOURS else int(written)
    minute = int((match[f"minute{mark}"] if digits is None else digits[2:]) or 0)
    is_clear = half is not None or not match[f"oclock{mark}"] or hour > 12
    if half is not None:
        if not 1 <= hour <= 12:
            raise UnclearClock(f"{hour} {half}.m. is no time")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and (minute or mark == "1"):
        raise UnclearClock("24:00 is only the end of a day; write the next day and 0:00")
    return timedelta(hours=hour, minutes=minute), is_clear


def _joined(found: list[Clock], rest: str, kept: list[str]) -> Clock:
    """One clock; two are a start on the first day and an end on the last. Raises UnclearClock for others."""
    if len(found) == 1:
        return found[0]
    first, last = found[0], found[-1]
    is_row = re.search(r"(?:\b(?:to|until|till|through)\b|-)[ ]*$", kept[1].rstrip(" ,"))
    is_split = re.search(r"[0-9a-z] ?(?:-|\bto\b|\buntil\b|\bthrough\b) ?(?:on )?[0-9a-z]", rest)
    zones = {clock.zone for clock in found if clock.zone is not None}
    if len(found) > 2 or len(zones) > 1 or first.ends or last.ends or not (is_row or is_split):
        raise UnclearClock("it has two times")
    zone = first.zone or last.zone
    return replace(
        first,
        ends=last.starts,
        zone=zone,
        is_sharp=first.is_sharp and last.is_sharp,
        spans_days=True,
        is_either_half=first.is_either_half or last.is_either_half,
    )


def _in_part_of_day(clock: Clock, rest: str) -> Clock:
    """The clock in the part of the day named beside it: "3:30 in the afternoon" is 15:30. Raises UnclearClock."""
    named = _PARTS.search(rest)
    if named is None or clock.ends is not None:
        return clock
    part, hour = named[0], int(clock.starts.total_seconds()) // 3600
    later = {"afternoon": (1, 6), "evening": (4, 11), "tonight": (5, 11), "night": (7, 11)}
    if part == "morning":
        if hour >= 12:
            raise UnclearClock("its time is not in the morning")
        return replace(clock, is_either_half=False)
    first, last = later[part]
    if first <= hour <= last:
        return replace(clock, starts=clock.starts + timedelta(hours=12), is_either_half=False)
    if hour < 12 and part == "afternoon":
        raise UnclearClock("its time is not in the afternoon")
    return clock


def _without_empty_brackets(text: str) -> str:
    return re.sub(r"\([ ,]*\)", "", text).strip(" ,")
