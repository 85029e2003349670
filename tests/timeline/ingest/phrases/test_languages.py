# ruff: noqa: RUF001 - Cyrillic letters that look like Latin ones
"""Phrases in the languages beside English (docs/DATES.md rule 12), read on Tuesday 2024-02-27 for Brussels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases import Tense, read_phrase, read_phrase_of_source
from timeline.ingest.phrases.languages import LANGUAGES, UnknownWords, in_english
from timeline.model.dates.event_date import EventDate

TUESDAY = date(2024, 2, 27)

TABLE = {
    "fr": """
du 28 au 29 novembre = 2023-11-28/2023-11-29
le 4 décembre = 2023-12-04
cette semaine = [2024-02-26..2024-03-03]
la semaine prochaine = [2024-03-04..2024-03-10]
fin novembre = [2023-11-21..2023-11-30]
mardi prochain = 2024-03-05
mardi 5 mars = 2024-03-05
le mardi 5 mars 2024 à 10 heures = 2024-03-05 10:00
les 4 et 5 mars = 2024-03-04/2024-03-05
le 1er mars à 14h30 = 2024-03-01 14:30
début mars = [2024-03-01..2024-03-10]
mi-mars = [2024-03-11..2024-03-20]
demain matin = 2024-02-28
aujourd'hui = 2024-02-27
dans trois jours = 2024-03-01
dans les prochains jours = [2024-02-28..2024-03-05]
d'ici la fin de l'année = [2024-02-27..2024-12-31]
avant le 4 mars = [2024-02-27..2024-03-03]
entre le 4 et le 8 mars = [2024-03-04..2024-03-08]
dans la soirée du 4 mars = 2024-03-04
le 4 mars de 9h à 11h30 = 2024-03-04 09:00-11:30
à partir du 4 mars = 2024-03-04/..
depuis mardi = 2024-02-20/..
à une date ultérieure = no date
au premier trimestre 2025 = [2025-01-01..2025-03-31]
le 4 mars vers midi, heure locale = 2024-03-04
le 4 mars à 10 h 30 = 2024-03-04 10:30
en avril = 2024-04
il y a deux jours = 2024-02-25
la semaine du 4 mars = [2024-03-04..2024-03-10]
du 30 mars au 2 avril = 2024-03-30/2024-04-02
jeudi soir = [2024-02-22,2024-02-29]
dans les 48 heures = [2024-02-27..2024-02-29]
""",
    "de": """
vom 4. bis 8. Dezember = 2023-12-04/2023-12-08
Ende November = [2023-11-21..2023-11-30]
am 4. März = 2024-03-04
am Dienstag, den 5. März 2024, um 10 Uhr = 2024-03-05 10:00
nächste Woche = [2024-03-04..2024-03-10]
diese Woche = [2024-02-26..2024-03-03]
morgen = 2024-02-28
übermorgen = 2024-02-29
morgen Abend = 2024-02-28
am Dienstagabend = [2024-02-20,2024-02-27,2024-03-05]
kommenden Dienstag = 2024-03-05
Anfang März = [2024-03-01..2024-03-10]
Mitte März = [2024-03-11..2024-03-20]
4.-5. März = 2024-03-04/2024-03-05
am 4. und 5. März = 2024-03-04/2024-03-05
zwischen dem 4. und 8. März = [2024-03-04..2024-03-08]
bis Ende März = [2024-02-27..2024-03-31]
bis Freitag = ../2024-03-01
in drei Tagen = 2024-03-01
vor zwei Wochen = [2024-02-10..2024-02-16]
seit Dienstag = 2024-02-20/..
am 4. März um 10.30 Uhr = 2024-03-04 10:30
am 4. März von 10 bis 12 Uhr = 2024-03-04 10:00-12:00
am 4. März gegen 15 Uhr = 2024-03-04
in den kommenden Tagen = [2024-02-28..2024-03-05]
im März 2025 = 2025-03
im ersten Quartal 2025 = [2025-01-01..2025-03-31]
bis auf Weiteres = 2024-02-27/..
Kalenderwoche 10 = [2024-03-04..2024-03-10]
heute = 2024-02-27
binnen 48 Stunden = [2024-02-27..2024-02-29]
4. März 2024, 10:00 Uhr MEZ = 2024-03-04 10:00
30. März bis 2. April = 2024-03-30/2024-04-02
im nächsten Monat = 2024-03
auf einen späteren Zeitpunkt = no date
""",
    "es": """
el 28 y 29 de noviembre = 2023-11-28/2023-11-29
la próxima semana = [2024-03-04..2024-03-10]
del 4 al 8 de marzo = 2024-03-04/2024-03-08
el 4 de marzo de 2024 = 2024-03-04
el martes 5 de marzo a las 10:00 = 2024-03-05 10:00
esta semana = [2024-02-26..2024-03-03]
mañana = 2024-02-28
pasado mañana = 2024-02-29
mañana por la tarde = 2024-02-28
el próximo martes = 2024-03-05
a principios de marzo = [2024-03-01..2024-03-10]
a mediados de marzo = [2024-03-11..2024-03-20]
a finales de marzo = [2024-03-21..2024-03-31]
en los próximos días = [2024-02-28..2024-03-05]
dentro de tres días = 2024-03-01
hace dos semanas = [2024-02-10..2024-02-16]
entre el 4 y el 8 de marzo = [2024-03-04..2024-03-08]
antes del 4 de marzo = [2024-02-27..2024-03-03]
a partir del 4 de marzo = 2024-03-04/..
desde el martes = 2024-02-20/..
hasta el viernes = ../2024-03-01
antes de fin de año = [2024-02-27..2024-12-31]
en abril = 2024-04
el 4 de marzo a las 10 horas = 2024-03-04 10:00
el 4 de marzo de 9 a 11 horas = 2024-03-04 09:00-11:00
en las próximas 48 horas = [2024-02-27..2024-02-29]
en el primer trimestre de 2025 = [2025-01-01..2025-03-31]
del 30 de marzo al 2 de abril = 2024-03-30/2024-04-02
el 1 de marzo = 2024-03-01
hoy = 2024-02-27
hasta nuevo aviso = 2024-02-27/..
el mes que viene = 2024-03
la semana del 4 de marzo = [2024-03-04..2024-03-10]
""",
    "it": """
dal 4 all'8 marzo = 2024-03-04/2024-03-08
il 4 marzo = 2024-03-04
martedì 5 marzo alle 10:00 = 2024-03-05 10:00
la prossima settimana = [2024-03-04..2024-03-10]
questa settimana = [2024-02-26..2024-03-03]
domani = 2024-02-28
dopodomani = 2024-02-29
domani sera = 2024-02-28
martedì prossimo = 2024-03-05
all'inizio di marzo = [2024-03-01..2024-03-10]
a metà marzo = [2024-03-11..2024-03-20]
a fine marzo = [2024-03-21..2024-03-31]
4 e 5 marzo = 2024-03-04/2024-03-05
nei prossimi giorni = [2024-02-28..2024-03-05]
tra tre giorni = 2024-03-01
due settimane fa = [2024-02-10..2024-02-16]
tra il 4 e l'8 marzo = [2024-03-04..2024-03-08]
prima del 4 marzo = [2024-02-27..2024-03-03]
a partire dal 4 marzo = 2024-03-04/..
entro il 4 marzo = [2024-02-27..2024-03-04]
entro la fine dell'anno = [2024-02-27..2024-12-31]
il 4 marzo alle ore 10 = 2024-03-04 10:00
il 4 marzo dalle 9 alle 11 = 2024-03-04 09:00-11:00
nel primo trimestre del 2025 = [2025-01-01..2025-03-31]
dal 30 marzo al 2 aprile = 2024-03-30/2024-04-02
oggi = 2024-02-27
fino a nuovo avviso = 2024-02-27/..
il mese prossimo = 2024-03
a marzo = 2024-03
nelle prossime 48 ore = [2024-02-27..2024-02-29]
""",
    "pt": """
de 4 a 8 de março = 2024-03-04/2024-03-08
4 de março de 2024 = 2024-03-04
no dia 4 de março às 10h = 2024-03-04 10:00
terça-feira, 5 de março, às 10:00 = 2024-03-05 10:00
na próxima semana = [2024-03-04..2024-03-10]
esta semana = [2024-02-26..2024-03-03]
amanhã = 2024-02-28
depois de amanhã = 2024-02-29
amanhã à tarde = 2024-02-28
na próxima terça-feira = 2024-03-05
no início de março = [2024-03-01..2024-03-10]
em meados de março = [2024-03-11..2024-03-20]
no final de março = [2024-03-21..2024-03-31]
nos dias 4 e 5 de março = 2024-03-04/2024-03-05
nos próximos dias = [2024-02-28..2024-03-05]
daqui a três dias = 2024-03-01
há duas semanas = [2024-02-10..2024-02-16]
entre 4 e 8 de março = [2024-03-04..2024-03-08]
antes de 4 de março = [2024-02-27..2024-03-03]
a partir de 4 de março = 2024-03-04/..
até sexta-feira = ../2024-03-01
até o final do ano = [2024-02-27..2024-12-31]
em abril = 2024-04
no primeiro trimestre de 2025 = [2025-01-01..2025-03-31]
de 30 de março a 2 de abril = 2024-03-30/2024-04-02
hoje = 2024-02-27
até novo aviso = 2024-02-27/..
no próximo mês = 2024-03
nas próximas 48 horas = [2024-02-27..2024-02-29]
""",
    "ru": """
с 28 по 29 ноября = 2023-11-28/2023-11-29
на следующей неделе = [2024-03-04..2024-03-10]
4 марта = 2024-03-04
4 марта 2024 года = 2024-03-04
4 марта 2024 г. в 10:00 = 2024-03-04 10:00
во вторник, 5 марта = 2024-03-05
во вторник = [2024-02-20,2024-02-27,2024-03-05]
в следующий вторник = 2024-03-05
на этой неделе = [2024-02-26..2024-03-03]
завтра = 2024-02-28
послезавтра = 2024-02-29
завтра вечером = 2024-02-28
в начале марта = [2024-03-01..2024-03-10]
в середине марта = [2024-03-11..2024-03-20]
в конце марта = [2024-03-21..2024-03-31]
4–5 марта = 2024-03-04/2024-03-05
4 и 5 марта = 2024-03-04/2024-03-05
в ближайшие дни = [2024-02-28..2024-03-05]
через три дня = 2024-03-01
две недели назад = [2024-02-10..2024-02-16]
до конца года = [2024-02-27..2024-12-31]
до пятницы = ../2024-03-01
со вторника = 2024-02-20/..
с 30 марта по 2 апреля = 2024-03-30/2024-04-02
в апреле = 2024-04
в марте 2025 года = 2025-03
в первом квартале 2025 года = [2025-01-01..2025-03-31]
4 марта в 10:00 мск = 2024-03-04 08:00
4 марта с 10:00 до 12:00 = 2024-03-04 10:00-12:00
4 марта около 15 часов = 2024-03-04
сегодня = 2024-02-27
не позднее 4 марта = [2024-02-27..2024-03-04]
после 4 марта = 2024-03-05/..
в течение 48 часов = [2024-02-27..2024-02-29]
вечером 4 марта = 2024-03-04
на более поздний срок = no date
апрель 2025 = 2025-04
""",
    "uk": """
з 28 по 29 листопада = 2023-11-28/2023-11-29
наступного тижня = [2024-03-04..2024-03-10]
4 березня = 2024-03-04
4 березня 2024 року = 2024-03-04
4 березня о 10:00 = 2024-03-04 10:00
у вівторок, 5 березня = 2024-03-05
у вівторок = [2024-02-20,2024-02-27,2024-03-05]
наступного вівторка = 2024-03-05
цього тижня = [2024-02-26..2024-03-03]
завтра = 2024-02-28
післязавтра = 2024-02-29
на початку березня = [2024-03-01..2024-03-10]
у середині березня = [2024-03-11..2024-03-20]
наприкінці березня = [2024-03-21..2024-03-31]
4–5 березня = 2024-03-04/2024-03-05
4 та 5 березня = 2024-03-04/2024-03-05
найближчими днями = [2024-02-28..2024-03-05]
через три дні = 2024-03-01
два тижні тому = [2024-02-10..2024-02-16]
до кінця року = [2024-02-27..2024-12-31]
до п'ятниці = ../2024-03-01
з 30 березня по 2 квітня = 2024-03-30/2024-04-02
у квітні = 2024-04
у березні 2025 року = 2025-03
у першому кварталі 2025 року = [2025-01-01..2025-03-31]
4 березня о 10 годині = 2024-03-04 10:00
4 березня з 10:00 до 12:00 = 2024-03-04 10:00-12:00
сьогодні = 2024-02-27
не пізніше 4 березня = [2024-02-27..2024-03-04]
після 4 березня = 2024-03-05/..
протягом 48 годин = [2024-02-27..2024-02-29]
листопад 2025 = 2025-11
""",
    "ar": """
الأسبوع المقبل = [2024-03-04..2024-03-10]
من 28 إلى 29 نوفمبر = 2023-11-28/2023-11-29
28 و29 نوفمبر = 2023-11-28/2023-11-29
4 مارس = 2024-03-04
في 4 مارس 2024 = 2024-03-04
يوم الثلاثاء 5 مارس = 2024-03-05
الثلاثاء 5 مارس الساعة 10:00 = 2024-03-05 10:00
غدا = 2024-02-28
اليوم = 2024-02-27
أمس = 2024-02-26
بعد غد = 2024-02-29
هذا الأسبوع = [2024-02-26..2024-03-03]
الثلاثاء المقبل = 2024-03-05
أوائل مارس = [2024-03-01..2024-03-10]
منتصف مارس = [2024-03-11..2024-03-20]
أواخر مارس = [2024-03-21..2024-03-31]
خلال الأيام المقبلة = [2024-02-28..2024-03-05]
بعد 3 أيام = 2024-03-01
قبل نهاية العام = [2024-02-27..2024-12-31]
ما بين 4 و 8 مارس = [2024-03-04..2024-03-08]
قبل 4 مارس = [2024-02-27..2024-03-03]
بعد 4 مارس = 2024-03-05/..
في أبريل = 2024-04
4 آذار = 2024-03-04
٤ مارس ٢٠٢٤ = 2024-03-04
من 30 مارس إلى 2 أبريل = 2024-03-30/2024-04-02
الساعة 10 صباحا يوم 4 مارس = 2024-03-04 10:00
4 تشرين الثاني 2024 = 2024-11-04
الشهر المقبل = 2024-03
إلى موعد لاحق = no date
حتى إشعار آخر = 2024-02-27/..
الربع الأول من عام 2025 = [2025-01-01..2025-03-31]
""",
}
"""Phrase, EDTF, start and end."""

ROWS = [(language, *line.split(" = ")) for language, lines in TABLE.items() for line in lines.strip().splitlines()]


def told(when: EventDate) -> str:
    """The date as the table writes it."""
    times = "-".join(f"{at:%H:%M}" for at in (when.starts_at, when.ends_at) if at is not None)
    return f"{when.edtf or 'no date'} {times}".rstrip()


@pytest.mark.parametrize(("language", "phrase", "wanted"), ROWS)
def test_phrase_means_this_date(language: str, phrase: str, wanted: str) -> None:
    reading = read_phrase(phrase, TUESDAY, language=language).in_zone("Europe/Brussels")

    assert (told(reading.when), reading.language) == (wanted, language)
    assert (reading.when.phrase, reading.when.dateline) == (phrase, TUESDAY)


@pytest.mark.parametrize(("language", "phrase", "wanted"), ROWS)
def test_words_tell_their_language(language: str, phrase: str, wanted: str) -> None:
    """Words of several languages may tell another one, but no other date."""
    assert told(read_phrase(phrase, TUESDAY).in_zone("Europe/Brussels").when) == wanted


def test_every_language_has_its_phrases() -> None:
    assert tuple(TABLE) == LANGUAGES
    assert min(len(lines.strip().splitlines()) for lines in TABLE.values()) >= 25


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_is_read_in_a_date_and_alone(language: str, month: int) -> None:
    forms = in_forms(language)[month - 1]
    found = {
        read_phrase(f"{day} {form} 2025".strip(), TUESDAY, language=language).when.first_day
        for form in forms
        for day in ("17", "")
    }

    assert found == {date(2025, month, 17), date(2025, month, 1)}


def in_forms(language: str) -> list[tuple[str, ...]]:
    """Genitive and nominative of the Slavic months, one form of the others."""
    return [tuple(forms.split("/")) for forms in MONTHS[language].split()]


MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar/Jan/Jänner Februar März/Mär April Mai Juni Juli August September Oktober November Dezember/Dez",
    "es": "enero/ene febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre/dic",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre/dic",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro/dez",
    "ru": "января/январь/янв февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август "
    "сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь",
    "uk": "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень "
    "серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень",
    "ar": "يناير فبراير/شباط مارس/آذار أبريل/نيسان مايو/أيار يونيو/حزيران يوليو/تموز أغسطس/آب سبتمبر/أيلول "
    "أكتوبر نوفمبر ديسمبر",
}


@pytest.mark.parametrize(
    ("phrase", "language", "reason"),
    [
        ("28 listopada", "pl", "the language 'pl' is not read; read are en, fr, de, es, it, pt, ru, uk, ar"),
        ("下周", "zh-Hans", "the language 'zh-Hans' is not read; read are en, fr, de, es, it, pt, ru, uk, ar"),
        ("28 listopada", None, "not understood: 'listopada'; its language is none of those that are read: "
         "en, fr, de, es, it, pt, ru, uk, ar"),
        ("下周", None, "not understood: '下周'; its language is none of those that are read: "
         "en, fr, de, es, it, pt, ru, uk, ar"),
        ("the ministerial week", None, "not understood: 'ministerial'"),
        ("le 4 mars chez nous", "fr", "not understood: 'chez', 'nous'"),
        ("next week", "fr", "not understood: 'next', 'week'"),
        ("le mardi 4 mars 2024", "fr", "2024-03-04 is a Monday, not a Tuesday"),
        ("à 10 heures", "fr", "it has a time, but no day"),
        ("el 4 de mar.", "es", "not understood: 'mar'"),
    ],
)  # fmt: skip
def test_phrase_that_is_not_read_tells_why(phrase: str, language: str | None, reason: str) -> None:
    with pytest.raises(UnresolvedPhrase) as refused:
        read_phrase(phrase, TUESDAY, language=language)

    assert (refused.value.phrase, refused.value.reason) == (phrase, reason)


def test_tense_decides_in_every_language() -> None:
    spoken = [("fr", "cette semaine"), ("de", "diese Woche"), ("ru", "на этой неделе"), ("ar", "هذا الأسبوع")]
    found = [read_phrase(phrase, TUESDAY, language=code, tense=Tense.FUTURE).when.edtf for code, phrase in spoken]

    assert found == ["[2024-02-27..2024-03-03]"] * 4


def test_phrase_of_a_report_is_english_or_in_the_language_of_its_source() -> None:
    assert read_phrase_of_source("next week", TUESDAY, "ru").language == "en"
    assert read_phrase_of_source("на следующей неделе", TUESDAY, "ru").language == "ru"
    assert read_phrase_of_source("demain", TUESDAY, "fr-BE").language == "fr"
    assert read_phrase_of_source("demain", TUESDAY, None).language == "fr"
    with pytest.raises(UnresolvedPhrase, match="the language 'zh' is not read"):
        read_phrase_of_source("下周", TUESDAY, "zh")


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(LANGUAGES),
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(sorted({word for _, phrase, _ in ROWS for word in phrase.split()})), max_size=7).map(
            " ".join
        ),
    ),
)
def test_any_words_are_put_into_english_or_refused(language: str, phrase: str) -> None:
    try:
        assert all(sign.isascii() for sign in in_english(phrase, language) if sign.isalpha())
        when = read_phrase(phrase, TUESDAY).when
    except (UnknownWords, UnresolvedPhrase):
        return
    again = EventDate.unknown() if when.edtf is None else EventDate.from_edtf(when.edtf)
    assert (again.first_day, again.last_day, again.exact) == (when.first_day, when.last_day, when.exact)
