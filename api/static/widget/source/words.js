/** Words and dates in the language of the reader: EDTF and JSON dates -> text. No DOM. */

import { LONG, SHORT, TIME } from './constants.js'

/** English; others are in `words/`. A word that ends its key is left out. @type {Record<string, string>} */
export const ENGLISH = {
  'mode.mixed': 'Partly online',
  'rank.state': 'State visit',
  'rank.official': 'Official visit',
  'rank.official-working': 'Official working visit',
  'rank.working': 'Working visit',
  'rank.private': 'Private visit',
  approx: 'approx.',
  unknown: 'date not known',
  'sources.one': '{n} source',
  'sources.other': '{n} sources',
  noSource: 'no source',
  'corrections.one': '{n} correction',
  'corrections.other': '{n} corrections',
  'stops.one': '{n} stop',
  'stops.other': '{n} stops',
  'meetings.one': '{n} meeting',
  'meetings.other': '{n} meetings',
  'parts.one': '{n} part',
  'parts.other': '{n} parts',
  more: '{n} more',
  changed: 'Changed {a}',
  changes: 'Changed ({n})',
  earlier: '{n} earlier',
  later: '{n} later',
  earlierOf: '{n} of {m} earlier',
  laterOf: '{n} of {m} later',
  noEarlier: 'Nothing earlier',
  pastOnly: 'Nothing lies ahead. These are the newest events.',
  local: 'Local to event',
  mine: 'My time ({a})',
  updated: 'Updated {a}',
  stale: 'Not updated since {a}',
  data: 'Data: {a}',
  search: 'Search events',
  'count.one': '{n} event',
  'count.other': '{n} events',
  loaded: '{n} of {m} events loaded',
  onDemand: '{a}, more on demand',
  empty: 'No events in this period.',
  error: 'The events can not be loaded just now.',
  retry: 'Try again',
  skip: 'Skip the timeline',
  timeline: 'Diplomatic timeline',
}

export const sentence = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1)

/** Words and Intl formats of one language. Bare days are UTC and never shift. */
export class Words {
  constructor(lang, table = {}) {
    this.lang = lang
    this.table = table
    this.plural = new Intl.PluralRules(lang)
    /** @type {Map<string, Intl.DateTimeFormat>} */
    this.formats = new Map()
  }

  /** `n` picks the plural. */
  word(key, gaps = {}) {
    const form = this.plural.select(gaps.n ?? 0)
    const known = (table) => table[`${key}.${form}`] ?? table[`${key}.other`] ?? table[key]
    const [group, name = group] = key.split(/\.(.*)/)
    const plain = name.replace(/[-_]/g, ' ')
    const text = known(this.table) ?? known(ENGLISH) ?? (group === 'property' ? plain : sentence(plain))
    return text.replace(/\{(\w)\}/g, (_, gap) => gaps[gap]?.toLocaleString(this.lang) ?? '')
  }

  /** @param {'unit'|'conjunction'|'disjunction'} type */
  list(words, type = 'unit') {
    return new Intl.ListFormat(this.lang, { type }).format(words)
  }

  format(options) {
    const key = JSON.stringify(options)
    const format = this.formats.get(key) ?? new Intl.DateTimeFormat(this.lang, { calendar: 'gregory', ...options })
    this.formats.set(key, format)
    return format
  }

  /** Both included, in ISO 8601. */
  days(first, last = first, options = LONG) {
    return this.format({ timeZone: 'UTC', ...options }).formatRange(new Date(first), new Date(last))
  }

  /** "2 h ago". */
  ago(then, now) {
    const minutes = Math.max(0, (now - then) / 60000)
    const [size, unit] = minutes < 59.5 ? [1, 'minute'] : minutes < 1440 ? [60, 'hour'] : [1440, 'day']
    return new Intl.RelativeTimeFormat(this.lang, { style: 'short', numeric: 'auto' }).format(
      -Math.round(minutes / size),
      /** @type {Intl.RelativeTimeFormatUnit} */ (unit),
    )
  }
}

/** Making a format costs more than all else of an event. @type {Map<string|undefined, Intl.DateTimeFormat|null>} */
const OFFSETS = new Map()

/** A format that tells the offset of a zone, the reader's without one; null if there is no such zone. */
export function offsetFormat(timeZone) {
  let format = OFFSETS.get(timeZone)
  if (format !== undefined) return format
  try {
    format = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', timeZone })
  } catch {
    format = null
  }
  OFFSETS.set(timeZone, format)
  return format
}

/** ["15:30–17:00 Geneva (UTC+2)", day if it is another one there]. */
export function timeWords({ when, where }, t, tz) {
  if (!when.starts_at) return []
  const isLocal = tz === 'local'
  const zone = { timeZone: (isLocal ? when.time_zone : tz === 'mine' ? undefined : tz) ?? undefined }
  const starts = new Date(when.starts_at)
  const clock = t.format({ ...TIME, ...zone })
  const ends = when.ends_at && when.first_day === when.last_day ? new Date(when.ends_at) : starts
  const offset = offsetFormat(zone.timeZone)
    ?.formatToParts(starts)
    .find(({ type }) => type === 'timeZoneName')
  const name =
    (isLocal && where.find((place) => place.time_zone === when.time_zone)?.name) ||
    city(clock.resolvedOptions().timeZone)
  const day = t.format({ ...SHORT, ...zone }).format(starts)
  return [
    `${clock.formatRange(starts, ends)} ${name} (${offset?.value.replace('GMT', 'UTC')})`,
    day !== t.days(when.first_day, when.first_day, SHORT) && day,
  ]
}

export const city = (zone) => zone.split('/').pop().replaceAll('_', ' ')
