"""The fixed words in Arabic, with the months as in Egypt and the Gulf."""

from __future__ import annotations

from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.table import DateWords, FeedWords, Words

ARABIC: Final = Words(
    dates=DateWords(
        months=(
            "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
            "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
        ),
        seasons=("ربيع", "صيف", "خريف", "شتاء"),
        span="{first} إلى {last}",
        between="بين {first} و{last}",
        about="نحو {day}",
        uncertain="{day}، غير مؤكد",
        inside="{month}، اليوم غير معروف",
        inside_years="بين عامي {first} و{last}، اليوم غير معروف",
        starting="ابتداءً من {first}، النهاية غير معروفة",
        until="في موعد أقصاه {last}",
        unknown="التاريخ غير معروف",
        at_time="{day}، {time}، {zone}",
        zone="بتوقيت {place} ({offset})",
        said="{date}: «{phrase}»",
        said_on="{date}: «{phrase}»، حتى {dateline}",
    ),
    feeds=FeedWords(
        title="الجدول الزمني الدبلوماسي",
        about="{title}: {name}",
        of_year="{title}، {year}",
        description="الزيارات واللقاءات الدبلوماسية مع مصادر كل حدث.",
        single="حدث واحد من الجدول الزمني الدبلوماسي مع مصادره.",
        cut=(
            "التقويم أكبر مما تقبله بعض البرامج، لذلك يضم الأقرب إلى اليوم. كل سنة كاملة في تقويم خاص "
            "بها: {pattern}"
        ),
        newest=(
            "لا يُعرف شيء عن الأشهر الاثني عشر الأخيرة ولا عما هو قادم، لذلك يضم التقويم أحدث اثني عشر "
            "شهرًا فيها أحداث. كل سنة كاملة في تقويم خاص بها: {pattern}"
        ),
    ),
    kinds={
        EventKind.TRIP: "رحلة",
        EventKind.VISIT: "زيارة",
        EventKind.MINISTERIAL: "اجتماع وزاري",
        EventKind.SUMMIT: "قمة",
        EventKind.MEETING: "اجتماع",
        EventKind.CALL: "مكالمة",
        EventKind.BRIEFING: "إحاطة",
        EventKind.STATEMENT: "بيان",
        EventKind.AGREEMENT: "اتفاق",
        EventKind.CEREMONY: "مراسم",
    },
    statuses={
        Status.REPORTED: "ورد في تقارير",
        Status.ANNOUNCED: "معلن",
        Status.CONFIRMED: "مؤكد",
        Status.UNDER_WAY: "جارٍ",
        Status.COMPLETED: "مكتمل",
        Status.POSTPONED: "مؤجل",
        Status.CANCELLED: "ملغى",
        Status.WITHDRAWN: "مسحوب",
    },
    tiers={
        Tier.UNVERIFIED: "غير موثق",
        Tier.PRESS: "صحافة",
        Tier.OFFICIAL: "رسمي",
        Tier.RECORD: "سجل",
        Tier.DESK: "هيئة التحرير",
    },
    roles={
        Role.TRAVELLER: "مسافر",
        Role.HOST: "مضيف",
        Role.CHAIR: "رئاسة",
        Role.ATTENDEE: "مشاركة",
        Role.MEDIATOR: "وساطة",
        Role.SPOKESPERSON: "متحدث",
    },
    presences={
        Presence.EXPECTED: "حضور متوقع",
        Presence.ATTENDED: "حضور",
        Presence.REPRESENTED: "تمثيل بشخص آخر",
        Presence.ABSENT: "غياب",
        Presence.DECLINED: "اعتذار",
    },
    properties={
        "kind": "النوع",
        "title": "العنوان",
        "summary": "الملخص",
        "status": "الحالة",
        "when": "التاريخ",
        "where": "المكان",
        "part_of": "الرحلة",
        "url": "الرابط",
        "participants": "المشاركون",
        "topics": "المواضيع",
        "links": "الروابط",
    },
    event="حدث",
    untitled="{kind}: {subject}",
    prefixed="{status}: {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="التاريخ: {date}",
    status="الحالة: {status}",
    participants="المشاركون:",
    part_of="جزء من: {url}",
    contested="تختلف المصادر في: {properties}",
    planned="المخطط ({property}): {planned}",
    instead="المخطط ({property}): {planned}؛ ما حدث: {actual}",
    sources="المصادر:",
    links="المزيد:",
    page="كل التفاصيل: {url}",
)  # fmt: skip
