/** Public JSON -> rows that are read when they are needed -> the model that every view draws. No DOM. */

import { CHANGED_MS, DAY_MS } from './constants.js'
import { offsetFormat } from './words.js'

export const text = (value) => (typeof value === 'string' ? value : null)

export const instant = (value) => (Number.isNaN(Date.parse(text(value) ?? '')) ? null : value)

/** Days come again and again. @type {Map<any, any>} */
const DAYS_READ = new Map()

/** @returns {string|null} */
function day(value) {
  if (!DAYS_READ.has(value)) DAYS_READ.set(value, /^\d{4}-\d\d-\d\d$/.test(value) ? instant(value) : null)
  return DAYS_READ.get(value)
}

function pick(raw, read, names) {
  const picked = {}
  for (const name of names) picked[name] = read(raw[name])
  return picked
}

const list = (value, isGood) => (Array.isArray(value) ? value.filter(isGood) : [])

export const isZone = (zone) => Boolean(text(zone) && offsetFormat(zone))

/** Places and people come again and again: one object for all of the same content. @type {Map<string, object>} */
const KNOWN = new Map()

function once(one) {
  const key = JSON.stringify(one)
  const known = KNOWN.get(key) ?? one
  if (known === one && KNOWN.size < 5000) KNOWN.set(key, one)
  return known
}

const WHEN_TEXTS = ['edtf', 'phrase']
const INSTANTS = ['starts_at', 'ends_at']
const TEXTS = ['id', 'slug', 'kind', 'status', 'title', 'summary', 'rank', 'mode', 'postponed_from']
const NAMED = ['where', 'participants']
const LISTS = ['topics', 'contested', 'part_of']
const CLAIM = [
  ...['property', 'value', 'relation', 'report', 'source', 'publisher', 'tier', 'url', 'published_at'],
  ...['attributed_to', 'locator', 'corrected_by', 'reason'],
]

/** The days of an event, of the ones before if it is postponed to an open date. @returns {any[]} */
function readDays({ when, postponed_from: before }) {
  const old = text(before)?.split('/').map(day)
  return old ? [old[0], old.at(-1) ?? null, true] : [day(when.first_day), day(when.last_day), false]
}

/** An event of the promised types, with nothing that no view shows. @returns {TimelineEvent} */
export function readEvent(raw) {
  const [first_day, last_day, isOld] = readDays(raw)
  /** @type {any} */
  const when = {
    first_day,
    last_day,
    ...pick(raw.when, text, WHEN_TEXTS),
    ...pick(raw.when, instant, INSTANTS),
    time_zone: isZone(raw.when.time_zone) ? raw.when.time_zone : null,
    exact: isOld || (raw.when.exact === true && Boolean(first_day && last_day)),
  }
  if (!when.time_zone || isOld) when.starts_at = null
  const named = (value) => list(value, (one) => text(one?.name)).map(once)
  const { revision, claims } = raw
  return /** @type {any} */ ({
    when,
    revision,
    ...pick(raw, text, TEXTS),
    known_from: instant(raw.known_from),
    ...pick(raw, named, NAMED),
    ...pick(raw, (value) => list(value, text), LISTS),
    deviations: list(raw.deviations, (one) => text(one?.property)),
    moved: list(raw.moved, (one) => text(one?.from)),
    sources: list(raw.sources, Boolean)
      .map((one) => text(one) ?? text(one.id))
      .filter(Boolean),
    links: { html: raw.links?.html },
    claims: readClaims(claims),
    /** False: they are there only if one asks for this event. */
    hasClaims: Array.isArray(claims),
  })
}

export const readClaims = (claims) =>
  list(claims, (one) => text(one?.source) && text(one.property)).map((one) => pick(one, (it) => it, CLAIM))

/** One line of a view. Its event is read when somebody asks for it. */
export class Row {
  /** @type {Row[]} */ parts = []
  #isRead = false
  #kept

  constructor(raw) {
    const [first, last] = readDays(raw)
    this.#kept = raw
    this.slug = raw.slug
    this.firstDay = first ?? last ?? '9999'
    this.lastDay = last ?? this.firstDay
  }

  /** @returns {TimelineEvent} */
  get event() {
    if (!this.#isRead) this.#kept = readEvent(this.#kept)
    this.#isRead = true
    return this.#kept
  }

  get partOf() {
    const { part_of: all } = this.#kept
    return all?.length ? list(all, text) : []
  }

  get hasClock() {
    return Boolean(this.#kept.when.starts_at)
  }

  /** For 7 days; not a first revision. */
  isChanged(now) {
    const { revision, known_from } = this.#kept
    return revision > 1 && now - Date.parse(known_from ?? '') < CHANGED_MS
  }
}

/** Rows of what has a slug and a date object. @returns {Row[]} */
export function makeRows(raws) {
  const isGood = (raw) => text(raw?.slug) && typeof raw.when === 'object' && raw.when
  return raws.filter(isGood).map((raw) => new Row(raw))
}

/** Rows by first day, undated last, parts under their whole. */
export function buildModel(all, today, now) {
  /** @type {Map<string, Row>} */
  const bySlug = new Map(all.map((row) => [row.slug, row]))
  for (const row of all) if (row.parts.length) row.parts = []
  const tops = all.filter((row) => {
    const [whole] = wholes(row, bySlug)
    const isPart = whole && wholes(whole, bySlug).length < MAX_DEPTH
    if (isPart) whole.parts.push(row)
    return !isPart
  })
  const byDay = (a, b) => (a.firstDay < b.firstDay ? -1 : Number(a.firstDay > b.firstDay))
  tops.sort(byDay)
  for (const { parts } of all) if (parts.length > 1) parts.sort(byDay)
  return {
    all,
    rows: tops,
    bySlug,
    today,
    changed: all.filter((row) => row.isChanged(now)).length,
    hasClocks: all.some((row) => row.hasClock),
    ...findToday(tops, today),
    get events() {
      return all.map((row) => row.event)
    },
  }
}

const MAX_DEPTH = 9

/** Nearest first; MAX_DEPTH in a circle. */
export function wholes(row, rows) {
  const found = []
  const shown = (slug) => rows.has(slug)
  while (found.length < MAX_DEPTH && (row = rows.get(row?.partOf.find(shown)))) found.push(row)
  return found
}

/** `todayAt`: the row after today, -1 in an archive (over for 60 days); `opensAt`: the first that is not over. */
function findToday(rows, today) {
  const undatedAt = rows.findIndex(({ firstDay }) => firstDay === '9999')
  const dated = undatedAt < 0 ? rows : rows.slice(0, undatedAt)
  const lately = shiftDay(today, -60)
  const isPast = !dated.some(({ lastDay }) => lastDay >= today)
  if (!dated.some(({ lastDay }) => lastDay >= lately)) return { todayAt: -1, opensAt: 0, isPast }
  const upcoming = dated.findIndex(({ firstDay }) => firstDay >= today)
  const running = dated.findIndex(({ lastDay }) => lastDay >= today)
  return {
    todayAt: upcoming < 0 ? dated.length : upcoming,
    opensAt: running < 0 ? Math.max(0, dated.length - 5) : running,
    isPast,
  }
}

export const shiftDay = (day, count) => new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)

export const localDay = (now) => new Date(now - new Date(now).getTimezoneOffset() * 60000).toISOString().slice(0, 10)

export const someRow = (row, test) => test(row) || row.parts.some((part) => someRow(part, test))
