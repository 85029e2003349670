/**
 * `<diplomatic-timeline src="https://…/v1/events?…">`: an agenda of diplomatic events for any page. Imports nothing.
 *
 * attributes -> `fetchEvents` (follows `next`) -> `buildModel` (pure: rows, parts, today) -> a view of `VIEWS`
 * (model -> nodes) -> shadow root. A view keeps no state: what a reader opened is in `Reader`, so every view can be drawn again.
 * The HTML inside the tag stays visible until events are there, and again when none can be had.
 * All foreign text is set as text; links are http(s); no cookies, no storage, no inline style.
 */

// --- Words ------------------------------------------------------------------------------------------------------------

/** English; others are `words/<language>.json`, fetched when asked for. Words that are the end of their key are left out. @type {Record<string, string>} */
const ENGLISH = {
  'status.under-way': 'Under way',
  'property.when': 'date',
  'property.where': 'place',
  'property.part_of': 'part of',
  approx: 'approx.',
  unknown: 'date not known',
  about: 'about {a}',
  unsure: '{a}, not certain',
  between: 'between {a} and {b}, day not known',
  inside: 'in {a}, day not known',
  from: 'from {a}, end not known',
  until: 'until {a}, start not known',
  phrase: 'in the source’s words: “{a}”',
  now: 'now {a}',
  open: 'new date open',
  tookPlace: 'planned {a}, took place {b}',
  differs: '{p}: planned {a}, in fact {b}',
  contested: 'Sources disagree: {a}',
  absent: 'Not there: {a}',
  'sources.one': '{n} source',
  'sources.other': '{n} sources',
  noSource: 'no source',
  'corrections.one': '{n} correction',
  'corrections.other': '{n} corrections',
  corrected: 'corrected: {p} {a}',
  contradicts: 'says otherwise: {p} {a}',
  'stops.one': '{n} stop',
  'stops.other': '{n} stops',
  'parts.one': '{n} part',
  'parts.other': '{n} parts',
  more: '{n} more',
  changed: 'Changed {a}',
  changes: 'Changed ({n})',
  earlier: '{n} earlier',
  later: '{n} later',
  times: 'Times',
  local: 'Local to event',
  mine: 'My time ({a})',
  updated: 'Updated {a}',
  stale: 'Not updated since {a}',
  data: 'Data: {a}',
  search: 'Search events',
  copy: 'Copy address',
  copied: 'Address copied',
  address: 'Address of the calendar',
  app: 'Calendar app on this device',
  google: 'Google Calendar',
  outlook: 'Outlook on the web',
  apple: 'Apple Calendar',
  download: 'Download as a file',
  'count.one': '{n} event',
  'count.other': '{n} events',
  some: '{a}, {n} shown',
  empty: 'No events in this period.',
  noMatch: 'No event matches.',
  clear: 'Show all',
  error: 'The events can not be loaded just now.',
  refused: 'This page may not load events from {a}.',
  retry: 'Try again',
  skip: 'Skip the timeline',
  timeline: 'Diplomatic timeline',
}

/** Words and Intl formats of one language. Dates use the Gregorian calendar; bare days are read as UTC and never shift. */
class Words {
  constructor(lang, table = {}) {
    this.lang = lang
    this.table = table
    this.rtl = /^(ar|he|fa|ur|ps|yi|dv|ckb|sd|ug)\b/.test(lang)
    this.plural = new Intl.PluralRules(lang)
    this.lists = new Intl.ListFormat(lang, { type: 'unit' })
    /** @type {Map<string, Intl.DateTimeFormat>} */
    this.formats = new Map()
  }

  /** The word of a key with its gaps filled; `n` picks the plural. */
  word(key, gaps = {}) {
    const form = typeof gaps.n === 'number' ? this.plural.select(gaps.n) : 'other'
    const known = (table) => table[`${key}.${form}`] ?? table[`${key}.other`] ?? table[key]
    const text = known(this.table) ?? known(ENGLISH) ?? sentence(key.slice(key.indexOf('.') + 1))
    return text.replace(/\{(\w)\}/g, (_, name) =>
      typeof gaps[name] === 'number' ? gaps[name].toLocaleString(this.lang) : (gaps[name] ?? ''),
    )
  }

  format(options) {
    const key = JSON.stringify(options)
    const format = this.formats.get(key) ?? new Intl.DateTimeFormat(this.lang, { calendar: 'gregory', ...options })
    this.formats.set(key, format)
    return format
  }

  day(day, options = LONG) {
    return this.format({ timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00Z`))
  }

  /** Both days included. */
  days(first, last, options = LONG) {
    if (first === last) return this.day(first, options)
    return this.format({ timeZone: 'UTC', ...options }).formatRange(
      new Date(`${first}T00:00Z`),
      new Date(`${last}T00:00Z`),
    )
  }

  /** "2 h ago"; both in milliseconds. */
  ago(then, now) {
    const minutes = Math.max(0, Math.round((now - then) / 60000))
    const relative = new Intl.RelativeTimeFormat(this.lang, { style: 'short', numeric: 'auto' })
    if (minutes < 60) return relative.format(-minutes, 'minute')
    return minutes < 1440
      ? relative.format(-Math.round(minutes / 60), 'hour')
      : relative.format(-Math.round(minutes / 1440), 'day')
  }
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const { LONG, SHORT, MONTH, DAY_AND_MONTH, TIME } = {
  LONG: { day: 'numeric', month: 'long', year: 'numeric' },
  SHORT: { day: 'numeric', month: 'short' },
  MONTH: { month: 'long', year: 'numeric' },
  DAY_AND_MONTH: { day: 'numeric', month: 'long' },
  TIME: { hour: '2-digit', minute: '2-digit' },
}
const DAY_MS = 86400000

/** The date as a sentence part, never more precise than the source. */
function dateWords(when, t) {
  const { first_day: first, last_day: last, edtf } = when
  if (!first || !last) {
    if (first) return t.word('from', { a: t.day(first) })
    return last ? t.word('until', { a: t.day(last) }) : t.word('unknown')
  }
  if (when.exact) return t.days(first, last)
  const [, named, mark] = /^(\d{4}(?:-(?:0\d|1[0-2]))?(?:-\d\d)?)([?~%]?)$/.exec(edtf ?? '') ?? []
  if (named && mark) return t.word(mark === '?' ? 'unsure' : 'about', { a: edtfWords(named, t) })
  if (named) return t.word('inside', { a: edtfWords(named, t) })
  if (first === last) return t.word('unsure', { a: t.day(first) })
  return t.word('between', {
    a: t.day(first, first.slice(0, 4) === last.slice(0, 4) ? DAY_AND_MONTH : LONG),
    b: t.day(last),
  })
}

/** Short written dates ("2023-11-27/2023-12-03") in words; other notation comes back as it is. */
function edtfWords(edtf, t) {
  const [first, last = first] = edtf.split('/')
  if (last === '..') return t.word('from', { a: edtfWords(first, t) })
  if (first === '..') return t.word('until', { a: edtfWords(last, t) })
  if ([first, last].every((part) => /^\d{4}-\d\d-\d\d$/.test(part))) return t.days(first, last)
  if (/^\d{4}-(0\d|1[0-2])$/.test(edtf)) return t.day(`${edtf}-01`, MONTH)
  return /^\d{4}$/.test(edtf) ? t.day(`${edtf}-01-01`, { year: 'numeric' }) : edtf
}

/** The clock time with its zone in words: ["15:30–17:00 Geneva (UTC+2)", day if it is another one there]. */
function timeWords({ when, where }, t, tz) {
  if (!when.starts_at) return []
  const isLocal = tz === 'local'
  const zone = { timeZone: (isLocal ? when.time_zone : tz === 'mine' ? undefined : tz) ?? undefined }
  const starts = new Date(when.starts_at)
  const clock = t.format({ ...TIME, ...zone })
  const time =
    when.ends_at && when.first_day === when.last_day
      ? clock.formatRange(starts, new Date(when.ends_at))
      : clock.format(starts)
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', ...zone })
    .formatToParts(starts)
    .find(({ type }) => type === 'timeZoneName')
  const name =
    (isLocal && where.find((place) => place.time_zone === when.time_zone)?.name) ||
    city(clock.resolvedOptions().timeZone)
  const day = t.format({ ...SHORT, ...zone }).format(starts)
  return [`${time} ${name} (${offset?.value.replace('GMT', 'UTC')})`, day !== t.day(when.first_day, SHORT) && day]
}

const city = (zone) => (zone.split('/').pop() ?? '').replaceAll('_', ' ')

// --- Model: JSON -> rows, no DOM ------------------------------------------------------------------------------------

const array = (value) => (Array.isArray(value) ? value : [])

const text = (value) => (typeof value === 'string' ? value : null)

const day = (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null)

const instant = (value) => (typeof value === 'string' && Number.isFinite(Date.parse(value)) ? value : null)

const fold = (value) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** An event whose every property has its promised type, or null if it has no slug or date object. */
function readEvent(raw) {
  if (!text(raw?.slug) || typeof raw.when !== 'object' || !raw.when) return null
  const when = {
    ...raw.when,
    first_day: day(raw.when.first_day),
    last_day: day(raw.when.last_day),
    exact: raw.when.exact === true,
    edtf: text(raw.when.edtf),
    phrase: text(raw.when.phrase),
    starts_at: instant(raw.when.starts_at),
    ends_at: instant(raw.when.ends_at),
    time_zone: isZone(raw.when.time_zone) ? raw.when.time_zone : null,
  }
  if (!when.time_zone) when.starts_at = null
  const named = (list) => array(list).filter((one) => text(one?.name))
  const strings = (list) => array(list).filter(text)
  return {
    ...raw,
    when,
    kind: text(raw.kind),
    status: text(raw.status),
    title: text(raw.title),
    summary: text(raw.summary),
    part_of: text(raw.part_of),
    known_from: instant(raw.known_from),
    where: named(raw.where),
    participants: named(raw.participants),
    topics: strings(raw.topics),
    contested: strings(raw.contested),
    deviations: array(raw.deviations).filter((one) => text(one?.property)),
    sources: array(raw.sources)
      .map((one) => text(one) ?? text(one?.id))
      .filter(Boolean),
    links: raw.links ?? {},
    claims: array(raw.claims).filter((one) => text(one?.source) && text(one.property)),
  }
}

function isZone(zone) {
  try {
    return typeof zone === 'string' && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** True for 7 days after a change became public; a first revision is no change. */
const isChanged = (event, now) => event.revision > 1 && now - Date.parse(event.known_from ?? '') < 7 * DAY_MS

/** Rows by first day, undated last, parts under their whole; where today falls and which row opens the list.
 * */
function buildModel(events, today, now) {
  /** @type {Map<string, Row>} */
  const rows = new Map(events.map((event) => [event.slug, makeRow(event)]))
  const tops = []
  for (const row of rows.values()) {
    const whole = rows.get(row.event.part_of ?? '')
    if (whole && !holds(row, whole, rows)) whole.parts.push(row)
    else tops.push(row)
  }
  const byDay = (a, b) => (a.firstDay < b.firstDay ? -1 : Number(a.firstDay > b.firstDay))
  for (const row of rows.values()) row.parts.sort(byDay)
  tops.sort(byDay)
  return {
    rows: tops,
    events,
    ...findToday(tops, today),
    changed: events.filter((event) => isChanged(event, now)).length,
  }
}

function makeRow(event) {
  const names = [...event.where, ...event.participants].map(({ name }) => name)
  const firstDay = event.when.first_day ?? event.when.last_day ?? '9999'
  return {
    event,
    parts: [],
    firstDay,
    lastDay: event.when.last_day ?? firstDay,
    text: fold([event.title, event.summary, event.slug, event.kind, event.status, ...names, ...event.topics].join(' ')),
  }
}

/** True if `whole` lies in `row`: a circle of parts would hide both. */
function holds(row, whole, rows) {
  for (let steps = 0; whole && steps < 9; steps += 1) {
    if (whole === row) return true
    whole = rows.get(whole.event.part_of ?? '')
  }
  return Boolean(whole)
}

/** `todayAt`: the row before which today lies, -1 in an archive (all over for 60 days). */
function findToday(rows, today) {
  const dated = rows.filter(({ firstDay }) => firstDay !== '9999')
  const lately = new Date(Date.parse(today) - 60 * DAY_MS).toISOString().slice(0, 10)
  if (!dated.some(({ lastDay }) => lastDay >= lately)) return { todayAt: -1, opensAt: 0 }
  const upcoming = dated.findIndex(({ firstDay }) => firstDay >= today)
  const running = dated.findIndex(({ lastDay }) => lastDay >= today)
  return {
    todayAt: upcoming < 0 ? dated.length : upcoming,
    opensAt: running < 0 ? Math.max(0, dated.length - 5) : running,
  }
}

/** True if the row or one of its parts has every word. */
const someRow = (row, test) => test(row) || row.parts.some((part) => someRow(part, test))

/** The test that search and the "changed" switch ask for, null for none. */
function filterOf(reader, now) {
  const words = fold(reader.search).split(/\s+/).filter(Boolean)
  if (!words.length && !reader.onlyChanged) return null
  return (row) => words.every((word) => row.text.includes(word)) && (!reader.onlyChanged || isChanged(row.event, now))
}

// --- Nodes ----------------------------------------------------------------------------------------------------------

const SVG = 'http://www.w3.org/2000/svg'

/** An element; functions become listeners, null and false leave the attribute out. */
function h(tag, attributes = {}, ...children) {
  const node = /^(svg|path|circle)$/.test(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value)
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value))
  }
  node.append(.../** @type {(Node|string)[]} */ (children.filter(Boolean)))
  return node
}

/** The address if it is http(s), else null. */
function safeUrl(address, base) {
  try {
    const url = new URL(String(address), base)
    return /^https?:$/.test(url.protocol) ? url : null
  } catch {
    return null
  }
}

/** A link, or its text alone where the address is none. */
function link(address, attributes, ...children) {
  const url = safeUrl(address)
  const target = window.top === window ? null : '_blank'
  return url
    ? h('a', { href: url.href, rel: 'noopener', target, ...attributes }, ...children)
    : h('span', { class: attributes.class }, ...children)
}

/** Ring, dots, filling and strokes of each status, in a box of 16. @type {Record<string, [string, string]>} */
const ICONS = {
  reported: ['dots', ''],
  announced: ['ring', ''],
  confirmed: ['disc', ''],
  'under-way': ['ring', 'M8 5v6M8 5l3 3-3 3'],
  completed: ['', 'M3 8.5l3.2 3.2L13 4.8'],
  postponed: ['ring', 'M8 5v3.2h3'],
  cancelled: ['', 'M4 4l8 8M12 4l-8 8'],
  withdrawn: ['', 'M3.5 8h9'],
  warn: ['', 'M8 2.5L14.5 13.5H1.5zM8 6.5v3M8 11.3v.6'],
  fold: ['', 'M6 4l4 4-4 4'],
  search: ['', 'M10.5 10.5L14 14M11.8 7a4.8 4.8 0 1 1-9.6 0a4.8 4.8 0 1 1 9.6 0'],
  bell: ['', 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2V5M10.5 2.2V5'],
}

function icon(name) {
  const [ring, path] = Object.hasOwn(ICONS, name) ? ICONS[name] : ['ring', '']
  return h(
    'svg',
    { class: `icon ${ring}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    ring && h('circle', { cx: 8, cy: 8, r: 5.6 }),
    path && h('path', { d: path }),
  )
}

/** A button that says whether `key` is open; the reader's `open` set decides. */
const discloser = (d, key, name, ...children) =>
  h(
    'button',
    {
      type: 'button',
      class: name,
      'data-key': key,
      'aria-expanded': d.reader.open.has(key),
      click: () => d.toggle(key),
    },
    ...children,
  )

// --- The list -------------------------------------------------------------------------------------------------------

/** The agenda: months, rows, today. */
function listView(d) {
  const now = Date.now()
  const test = filterOf(d.reader, now)
  const all = d.model.rows.map((row, at) => ({ row, at })).filter(({ row }) => !test || someRow(row, test))
  const shown = all.filter(({ at }) => test || (at >= d.reader.from && at < d.reader.to))
  const earlier = test ? 0 : Math.min(d.reader.from, all.length)
  const later = all.length - earlier - shown.length
  const list = h('div', { class: 'list' }, earlier > 0 && pager(d, 'earlier', earlier))
  const months = new Map()
  for (const one of shown) months.set(monthOf(one.row), [...(months.get(monthOf(one.row)) ?? []), one])
  for (const [month, members] of months) list.append(monthSection(d, month, members, test, now))
  if (!test && d.model.todayAt === all.length && shown.at(-1)?.at === all.length - 1) list.append(todayRule(d, 'p'))
  if (later > 0) list.append(pager(d, 'later', later))
  if (!shown.length) list.append(emptyNote(d, Boolean(test)))
  return list
}

const monthOf = ({ firstDay }) => firstDay.slice(0, 7)

function monthSection(d, month, members, test, now) {
  const name = month === '9999' ? d.t.word('unknown') : d.t.day(`${month}-01`, MONTH)
  const entries = members.flatMap(({ row, at }) => [
    !test && at === d.model.todayAt && todayRule(d, 'li'),
    eventEntry(d, row, test, now),
  ])
  return h(
    'section',
    { 'aria-labelledby': `m${month}` },
    h(`h${d.level}`, { id: `m${month}` }, name),
    h('ol', { role: 'list' }, ...entries),
  )
}

const todayRule = (d, tag) =>
  h(tag, { class: 'today' }, h('span', {}, `${d.t.word('today')}, ${d.t.format(DAY_AND_MONTH).format(new Date())}`))

function pager(d, side, count) {
  const step = Math.min(25, count)
  const change = side === 'earlier' ? { from: d.reader.from - step } : { to: d.reader.to + step }
  return h(
    'button',
    { type: 'button', class: `pager ${side}`, 'data-key': side, click: () => d.act(change) },
    icon('fold'),
    d.t.word(side, { n: count }),
  )
}

const emptyNote = (d, isFiltered) =>
  h(
    'p',
    { class: 'note' },
    d.t.word(isFiltered ? 'noMatch' : 'empty'),
    ' ',
    isFiltered &&
      h(
        'button',
        { type: 'button', 'data-key': 'clear', click: () => d.act({ search: '', onlyChanged: false }) },
        d.t.word('clear'),
      ),
  )

/** One row: date gutter, title, what is known, parts. */
function eventEntry(d, row, test, now) {
  const { event } = row
  const isTarget = d.reader.target === event.slug
  const extent = !event.when.exact ? 'unsure' : event.when.first_day === event.when.last_day ? '' : 'span'
  const title = link(
    event.links.html,
    {
      class: 'title',
      dir: 'auto',
      'data-key': `t:${event.slug}`,
      part: 'title',
      click: (click) => d.select(event, click),
    },
    event.title ?? d.t.word(`kind.${event.kind ?? 'event'}`),
  )
  return h(
    'li',
    {
      class: `event ${extent} ${event.status ?? ''} ${isTarget ? 'target' : ''}`,
      part: 'event',
      'data-slug': event.slug,
    },
    dateGutter(d, event),
    h(
      'div',
      { class: 'body' },
      h('p', { class: 'head' }, title),
      ...details(d, event, now),
      partsFold(d, row, test, now),
    ),
  )
}

function dateGutter(d, event) {
  const { when } = event
  const first = when.first_day ?? when.last_day
  if (!first) return h('div', { class: 'gutter' }, h('span', { class: 'small' }, d.t.word('unknown')))
  const last = when.first_day ? (when.last_day ?? first) : first
  const isWide = first.slice(0, 4) !== last.slice(0, 4)
  const months = !when.exact && first.endsWith('-01') && /^\d{4}(-\d\d)?$/.test(when.edtf ?? '')
  const shown = months
    ? edtfWords(when.edtf ?? '', d.t)
    : d.t.days(first, last, isWide ? { ...SHORT, year: 'numeric' } : SHORT)
  const [time, otherDay] = timeWords(event, d.t, d.reader.tz)
  const isMoved = event.status === 'postponed' && !oldDate(event)
  return h(
    'div',
    { class: 'gutter', part: 'date' },
    h(
      'time',
      { datetime: when.starts_at ?? first },
      when.exact && h('span', { class: 'small' }, d.t.days(first, last, { weekday: 'short' }), ' '),
      h(isMoved ? 's' : 'b', {}, when.last_day ? (when.first_day ? shown : `– ${shown}`) : `${shown} –`),
    ),
    !when.exact && h('span', { class: 'approx' }, d.t.word('approx')),
    time && h('span', { class: 'small' }, time),
    otherDay && h('span', { class: 'small other' }, otherDay),
  )
}

/** The day an event was moved from, in short notation, or null. */
const oldDate = (event) =>
  event.deviations.find(({ property }) => property === 'when')?.planned ??
  text(event.claims.find((claim) => claim.property === 'when' && claim.relation === 'superseded')?.value?.edtf)

/** The lines under a title. */
function details(d, event, now) {
  const { t } = d
  const away = event.participants.filter(({ presence }) => presence === 'absent' || presence === 'declined')
  const came = event.participants.filter((one) => !away.includes(one))
  const isPostponed = event.status === 'postponed'
  const old = oldDate(event)
  const names = (list) =>
    t.lists.format([
      ...list.slice(0, 5).map(({ name }) => name),
      ...(list.length > 5 ? [t.word('more', { n: list.length - 5 })] : []),
    ])
  const line = (list) => list.length > 0 && h('span', { dir: 'auto' }, names(list))
  return [
    h(
      'div',
      { class: 'meta' },
      event.status && h('span', { class: 'status' }, icon(event.status), t.word(`status.${event.status}`)),
      event.kind && h('span', {}, t.word(`kind.${event.kind}`)),
      line(event.where),
      line(came),
      sourceButton(d, event),
      isChanged(event, now) &&
        h('span', { class: 'badge' }, t.word('changed', { a: t.ago(Date.parse(event.known_from), now) })),
    ),
    event.summary && h('p', { class: 'summary', dir: 'auto' }, event.summary),
    away.length > 0 && h('p', { dir: 'auto' }, t.word('absent', { a: names(away) })),
    !event.when.exact &&
      h(
        'p',
        {},
        sentence(dateWords(event.when, t)),
        event.when.phrase && ` (${t.word('phrase', { a: event.when.phrase })})`,
      ),
    isPostponed &&
      h(
        'p',
        {},
        ...(old
          ? [h('s', {}, edtfWords(old, t)), ` ${t.word('now', { a: dateWords(event.when, t) })}`]
          : [t.word('open')]),
      ),
    ...event.deviations.map(
      (deviation) =>
        !(isPostponed && deviation.property === 'when') && h('p', { dir: 'auto' }, deviationWords(deviation, event, t)),
    ),
    event.contested.length > 0 &&
      h(
        'p',
        { class: 'warn' },
        icon('warn'),
        t.word('contested', {
          a: t.lists.format(event.contested.map((property) => propertyWords(property, event, t).toLowerCase())),
        }),
      ),
    d.reader.open.has(`s:${event.slug}`) && sourceList(d, event),
  ]
}

const sentence = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1)

function deviationWords({ property, planned, actual }, event, t) {
  const words = (value) => (value === null ? '–' : edtfWords(String(value), t))
  const gaps = { a: words(planned), b: words(actual), p: sentence(propertyWords(property, event, t)) }
  return sentence(t.word(property === 'when' ? 'tookPlace' : 'differs', gaps))
}

/** "date" for "when", a person's name for "participants.<slug>". */
function propertyWords(property, event, t) {
  const [name, member] = property.split('.')
  return event.participants.find(({ who }) => who === member)?.name ?? t.word(`property.${name}`)
}

// --- Sources --------------------------------------------------------------------------------------------------------

function sourceButton(d, event) {
  const corrections = event.claims.filter(({ relation }) => relation === 'corrected').length
  const sources = new Set([...event.sources, ...event.claims.map(({ source }) => source)])
  if (!sources.size) return h('span', { class: 'warn' }, d.t.word('noSource'))
  const name = sources.size === 1 ? event.claims[0]?.publisher : null
  return discloser(
    d,
    `s:${event.slug}`,
    'sources',
    icon('fold'),
    name ?? d.t.word('sources', { n: sources.size }),
    corrections > 0 && h('span', { class: 'warn' }, ` · ${d.t.word('corrections', { n: corrections })}`),
  )
}

/** Each source once: publisher, tier, day, where in it, who said it, and where it differs. */
function sourceList({ t }, event) {
  const ids = new Set([...event.claims.map(({ source }) => source), ...event.sources])
  return h(
    'ul',
    { class: 'source-list', role: 'list' },
    ...[...ids].map((id) => {
      const claims = event.claims.filter(({ source }) => source === id)
      const [claim] = claims
      if (!claim) return h('li', {}, id)
      const published = instant(claim.published_at)
      const where = [
        ...new Set(claims.flatMap(({ locator, attributed_to: who }) => [text(locator), text(who)])),
      ].filter(Boolean)
      return h(
        'li',
        { dir: 'auto' },
        link(claim.url, { class: 'publisher' }, text(claim.publisher) ?? id),
        ` · ${t.word(`tier.${claim.tier}`)}`,
        published && ` · ${t.format({ ...LONG, month: 'short', timeZone: 'UTC' }).format(new Date(published))}`,
        ...where.map((part) => ` · ${part}`),
        ...claims
          .filter(({ relation }) => relation === 'corrected' || relation === 'contradicts')
          .map((odd) => oddClaim(odd, event, t)),
      )
    }),
  )
}

function oddClaim(claim, event, t) {
  const gaps = { p: propertyWords(claim.property, event, t), a: valueWords(claim.value, t) }
  return h('span', { class: 'odd' }, t.word(claim.relation, gaps), text(claim.reason) && ` – ${claim.reason}`)
}

/** A claim's value in a few words. */
function valueWords(value, t) {
  if (Array.isArray(value)) return t.lists.format(value.map((one) => valueWords(one, t)))
  if (value && typeof value === 'object')
    return (
      text(value.phrase) ??
      edtfWords(text(value.edtf) ?? text(value.name) ?? text(value.presence) ?? text(value.slug) ?? '–', t)
    )
  return value === null ? '–' : `“${value}”`
}

/** Stops of a trip or parts of a meeting, folded; open where a search found something inside.
 * */
function partsFold(d, { event, parts }, test, now) {
  if (!parts.length) return null
  const key = `p:${event.slug}`
  const isOpen = d.reader.open.has(key) || (test && parts.some((part) => someRow(part, test)))
  const places = [...new Set(parts.flatMap((part) => part.event.where.map(({ name }) => name)))].slice(0, 6)
  const words = d.t.word(event.kind === 'trip' ? 'stops' : 'parts', { n: parts.length })
  const button = discloser(d, key, 'fold', icon('fold'), words, places.length > 0 && `: ${d.t.lists.format(places)}`)
  button.setAttribute('aria-expanded', String(Boolean(isOpen)))
  return h(
    'div',
    { class: 'parts' },
    button,
    isOpen && h('ol', { role: 'list' }, ...parts.map((part) => eventEntry(d, part, test, now))),
  )
}

/** Every view: drawing -> node. Lanes and map join here. @type {Record<string, (d: any) => HTMLElement>} */
const VIEWS = { list: listView }

// --- Controls -------------------------------------------------------------------------------------------------------

/** Search, changes, subscribe. The search field is made once, so that typing never loses its place. */
function controls(d, searchField, calendar) {
  const { t, reader, model } = d
  return [
    h('label', { class: 'search' }, icon('search'), searchField),
    model.changed > 0 &&
      h(
        'button',
        {
          type: 'button',
          class: 'control',
          'data-key': 'changed',
          'aria-pressed': reader.onlyChanged,
          click: () => d.act({ onlyChanged: !reader.onlyChanged }),
        },
        t.word('changes', { n: model.changed }),
      ),
    discloser(d, 'subscribe', 'control strong', icon('bell'), t.word('subscribe')),
    reader.open.has('subscribe') && subscribePanel(d, calendar),
  ]
}

/** Copy first; then each calendar by its name, with the address form it takes. */
function subscribePanel({ t }, calendar) {
  const address = calendar.href
  const webcal = address.replace(/^https?:/, 'webcal:')
  const name = encodeURIComponent(document.title)
  const field = h('input', {
    readonly: '',
    value: address,
    dir: 'ltr',
    'aria-label': t.word('address'),
    'data-key': 'address',
    focus: () => field.select(),
  })
  const copy = h(
    'button',
    {
      type: 'button',
      class: 'control',
      'data-key': 'copy',
      click: async () => {
        field.focus()
        await navigator.clipboard?.writeText(address)
        copy.textContent = t.word('copied')
      },
    },
    t.word('copy'),
  )
  const ways = {
    app: webcal,
    apple: webcal,
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(address)}&name=${name}`,
    download: address,
  }
  return h(
    'div',
    { class: 'panel', part: 'panel' },
    h('div', { class: 'copy' }, field, copy),
    h(
      'ul',
      { role: 'list' },
      ...Object.entries(ways).map(([way, href]) =>
        h(
          'li',
          {},
          h(
            'a',
            {
              href,
              rel: 'noopener',
              target: /^https:..(cal|out)/.test(href) ? '_blank' : null,
              download: way === 'download' ? '' : null,
            },
            t.word(way),
          ),
        ),
      ),
    ),
  )
}

/** Whose clock, how fresh, whose data. */
function footer(d, fresh, source) {
  const { t, reader } = d
  const choice = (tz, name) =>
    h(
      'button',
      { type: 'button', 'data-key': `z:${tz}`, 'aria-pressed': reader.tz === tz, click: () => d.act({ tz }) },
      name,
    )
  const mine = city(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const clock = t.format(TIME).format(fresh.loadedAt)
  return [
    d.model.events.some(({ when }) => when.starts_at) &&
      h(
        'div',
        { class: 'zones', role: 'group', 'aria-label': t.word('times') },
        choice('local', t.word('local')),
        choice('mine', t.word('mine', { a: mine })),
      ),
    h(
      'span',
      { class: fresh.isStale ? 'warn' : '' },
      fresh.isStale ? t.word('stale', { a: clock }) : t.word('updated', { a: t.ago(fresh.loadedAt, Date.now()) }),
    ),
    link(source.origin, { 'data-key': 'data' }, t.word('data', { a: source.host })),
  ]
}

// --- Loading --------------------------------------------------------------------------------------------------------

const MAX_BYTES = 8e6
const TIMEOUT_MS = 20000
const REFRESH_MS = 300000

/** An origin that neither the page, this script nor `data-allow` knows. */
class Refused extends Error {}

/** The first page's address: the query of `src`, narrowed by the attributes. */
function queryUrl(element, limit) {
  const url = safeUrl(element.getAttribute('src'), document.baseURI)
  if (!url) throw new Refused(String(element.getAttribute('src')))
  const allowed = [location.origin, new URL(import.meta.url).origin, ...(element.dataset.allow ?? '').split(/\s+/)]
  if (!allowed.includes(url.origin)) throw new Refused(url.origin)
  url.pathname = url.pathname.replace(/\/v1\/events$/, '/v1/events.json')
  for (const [name, value] of new URLSearchParams(element.getAttribute('filter') ?? ''))
    url.searchParams.append(name, value)
  for (const name of ['from', 'to'])
    if (element.hasAttribute(name)) url.searchParams.set(name, relativeDay(element.getAttribute(name) ?? ''))
  url.searchParams.set('limit', String(Math.min(200, limit)))
  url.searchParams.set('include', 'claims')
  return url
}

/** "today", "today-30" and "today+90" as days, anything else unchanged. */
function relativeDay(words) {
  const match = /^today([+-]\d{1,4})?$/.exec(words)
  return match
    ? new Date(Date.parse(localDay(Date.now())) + Number(match[1] ?? 0) * DAY_MS).toISOString().slice(0, 10)
    : words
}

/** The reader's own calendar day. */
const localDay = (now) => new Date(now - new Date(now).getTimezoneOffset() * 60000).toISOString().slice(0, 10)

/** The same query as a calendar. */
function calendarUrl(query) {
  const url = new URL(query)
  url.pathname = url.pathname.replace(/(\.json)?$/, '.ics')
  for (const name of ['limit', 'include', 'cursor', 'sort', 'lang']) url.searchParams.delete(name)
  return url
}

/** All events up to `limit` and the ETags they came with. Raises on failure, foreign redirects and oversized or wrong JSON.
 * */
async function fetchEvents(first, limit, cache, signal) {
  /** @type {TimelineEvent[]} */
  const events = []
  let tags = ''
  for (let url = /** @type {URL|null} */ (first), pages = 0; url && pages < 20 && events.length < limit; pages += 1) {
    const response = await fetch(url.href, {
      cache,
      credentials: 'omit',
      headers: { Accept: 'application/json' },
      signal,
    })
    if (!response.ok)
      throw Object.assign(new Error(`status ${response.status}`), { wait: Number(response.headers.get('Retry-After')) })
    if (response.url && new URL(response.url).origin !== first.origin) throw new Refused(new URL(response.url).origin)
    const page = JSON.parse(await readText(response))
    if (!Array.isArray(page?.events)) throw new TypeError('no list of events')
    for (const raw of page.events) events.push(.../** @type {TimelineEvent[]} */ ([readEvent(raw)].filter(Boolean)))
    tags += response.headers.get('ETag') ?? Math.random()
    const next = page.next ? safeUrl(page.next, url.href) : null
    url = next?.origin === first.origin ? next : null
  }
  return { events: events.slice(0, limit), tags }
}

/** The body as text; raises when it is longer than MAX_BYTES. */
async function readText(response) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader()
  const decoder = new TextDecoder()
  let body = ''
  for (let size = 0; size < MAX_BYTES;) {
    const { done, value } = await reader.read()
    if (done) return body + decoder.decode()
    size += value.length
    body += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  throw new RangeError('answer too long')
}

/** Words of a language: English at once, others from this script's folder, English again if they can not be had. */
async function loadWords(lang) {
  const language = lang.split('-')[0].toLowerCase()
  if (language === 'en') return new Words(lang)
  try {
    const response = await fetch(new URL(`words/${language}.json`, import.meta.url), { credentials: 'omit' })
    return new Words(response.ok ? lang : 'en-GB', response.ok ? await response.json() : {})
  } catch {
    return new Words('en-GB')
  }
}

/** The language with a region, since "en" alone means US dates. */
function languageOf(element) {
  const asked = element.closest('[lang]')?.getAttribute('lang') || navigator.language || 'en'
  const language = asked.split('-')[0].toLowerCase()
  const known = [asked, document.documentElement.lang, ...navigator.languages].find(
    (tag) => tag.includes('-') && tag.split('-')[0].toLowerCase() === language,
  )
  try {
    return Intl.getCanonicalLocales(known ?? (language === 'en' ? 'en-GB' : language))[0]
  } catch {
    return 'en-GB'
  }
}

// --- The element ----------------------------------------------------------------------------------------------------

const DATA_ATTRIBUTES = ['src', 'from', 'to', 'filter', 'limit', 'lang', 'data-allow']
const LOOK_ATTRIBUTES = ['view', 'theme', 'tz', 'max-height', 'heading-level']

/**
 * Events: `ready` ({count}) after the first drawing, `select` ({event}; preventDefault keeps the page) when a title is
 * activated, `change` ({view, tz, search}) when the reader changes what is shown. None of them bubbles.
 */
class DiplomaticTimeline extends HTMLElement {
  static observedAttributes = [...DATA_ATTRIBUTES, ...LOOK_ATTRIBUTES]

  /** @type {Reader} */ #reader = {
    open: new Set(),
    search: '',
    onlyChanged: false,
    tz: 'local',
    from: 0,
    to: 25,
    target: '',
  }
  /** @type {TimelineEvent[]|null} */ #events = null
  /** @type {URL|null} */ #query = null
  /** @type {AbortController|null} */ #stop = null
  #words = new Words('en-GB')
  #tags = ''
  #fresh = { loadedAt: 0, isStale: false }
  #failures = 0
  #timer = 0
  #dueAt = 0
  #isVisible = false
  #isQueued = false
  #frame = h('div', { class: 'frame', part: 'frame' })
  #slot = h('slot')
  #status = h('p', { role: 'status', class: 'count' })
  #controls = h('div', { class: 'controls', role: 'group' })
  #notice = h('div', { class: 'notice' })
  #view = h('div', { class: 'view', part: 'view' })
  #footer = h('div', { class: 'footer' })
  #end = h('span', { tabindex: -1 })
  #search = h('input', { type: 'search', 'data-key': 'search', input: () => this.#act({ search: this.#search.value }) })

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [styleSheet]
    this.#frame.replaceChildren(this.#controls, this.#status, this.#notice, this.#view, this.#footer, this.#end)
    root.replaceChildren(this.#slot, this.#frame)
    this.#stop = new AbortController()
    this.#listen(this.#stop.signal)
    try {
      this.#look()
      this.#showWaiting()
    } catch {
      this.#slot.hidden = false
    }
  }

  disconnectedCallback() {
    this.#stop?.abort()
    clearTimeout(this.#timer)
  }

  attributeChangedCallback(name) {
    if (!this.#stop || this.#isQueued) return
    this.#isQueued = true
    queueMicrotask(() => {
      this.#isQueued = false
      this.#look()
      if (DATA_ATTRIBUTES.includes(name)) this.reload()
      else this.#draw()
    })
  }

  /** Loads the events anew, whatever the timer says. */
  reload() {
    this.#tags = ''
    return this.#load('no-cache')
  }

  #listen(signal) {
    const near = new IntersectionObserver(
      ([entry]) => {
        this.#isVisible = entry.isIntersecting
        this.#wake()
      },
      { rootMargin: '300px' },
    )
    near.observe(this)
    const ground = new MutationObserver(() => this.#look())
    for (const node of [document.documentElement, document.body ?? this])
      ground.observe(node, { attributeFilter: ['class', 'style', 'data-theme'] })
    signal.addEventListener('abort', () => [near, ground].forEach((observer) => observer.disconnect()))
    document.addEventListener('visibilitychange', () => this.#wake(), { signal })
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#look(), { signal })
    window.addEventListener('hashchange', () => this.#goToHash(), { signal })
    window.addEventListener('beforeprint', () => this.#act({ from: 0, to: Infinity }), { signal })
    this.#frame.addEventListener('keydown', (key) => key.key === 'Escape' && this.#close('subscribe'), { signal })
  }

  /** Loads when the element is near the screen and its time has come. */
  #wake() {
    clearTimeout(this.#timer)
    if (!this.#isVisible || document.hidden) return
    this.#timer = setTimeout(
      () => this.#load(this.#events ? 'no-cache' : 'default'),
      Math.max(0, this.#dueAt - Date.now()),
    )
  }

  async #load(cache) {
    const { signal } = /** @type {AbortController} */ (this.#stop)
    const lang = languageOf(this)
    const limit = Math.max(1, Number(this.getAttribute('limit')) || 200)
    try {
      const query = queryUrl(this, limit)
      const [{ events, tags }, words] = await Promise.all([
        fetchEvents(query, limit, cache, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])),
        this.#words.lang === lang ? this.#words : loadWords(lang),
      ])
      this.#arrive(events, tags, words, query)
    } catch (fault) {
      if (!signal.aborted) this.#fail(/** @type {Error & {wait?: number}} */ (fault))
    }
  }

  #arrive(events, tags, words, query) {
    const isFirst = !this.#events
    const isSame = tags === this.#tags
    this.#fresh = { loadedAt: Date.now(), isStale: false }
    this.#failures = 0
    this.#plan(REFRESH_MS)
    if (isSame) return this.#drawFooter()
    this.#events = events
    this.#tags = tags
    this.#words = words
    this.#query = query
    if (isFirst) this.#openAtToday()
    this.#draw()
    if (!isFirst) return
    this.#goToHash()
    this.dispatchEvent(new CustomEvent('ready', { detail: { count: events.length } }))
  }

  #fail(fault) {
    this.#plan(Math.max((fault.wait || 0) * 1000, Math.min(60000 * 2 ** this.#failures, 3600000)))
    this.#failures += 1
    this.#fresh.isStale = true
    if (this.#events) return this.#drawFooter()
    const t = this.#words
    const words = fault instanceof Refused ? t.word('refused', { a: fault.message }) : t.word('error')
    this.#slot.hidden = false
    this.#view.replaceChildren()
    this.#notice.replaceChildren(
      h('p', { role: 'alert' }, icon('warn'), words),
      h('button', { type: 'button', class: 'control', click: () => this.reload() }, t.word('retry')),
    )
  }

  /** Waits so many milliseconds and up to half as many more, so that many pages do not ask at once. */
  #plan(delay) {
    this.#dueAt = Date.now() + delay * (1 + Math.random() / 2)
    this.#wake()
  }

  #showWaiting() {
    if (this.#events) return this.#draw()
    const hasFallback = this.childElementCount > 0
    this.#view.replaceChildren(
      ...(hasFallback ? [] : [h('div', { class: 'waiting' }, ...'1234'.split('').map(() => h('i')))]),
    )
  }

  #model() {
    const now = Date.now()
    return buildModel(this.#events ?? [], localDay(now), now)
  }

  #openAtToday() {
    const { opensAt } = this.#model()
    Object.assign(this.#reader, { from: opensAt, to: opensAt + 25 })
  }

  /** Theme, height and zone from the attributes. `auto` follows the page's text: light letters stand on a dark ground. */
  #look() {
    const theme = this.getAttribute('theme') ?? 'auto'
    const isForced = theme === 'light' || theme === 'dark'
    this.#frame.dataset.theme = isForced ? theme : isLight(getComputedStyle(this).color) ? 'dark' : 'light'
    this.#frame.classList.toggle('forced', isForced)
    const height = this.getAttribute('max-height') ?? ''
    this.#view.style.maxHeight = /^\d+$/.test(height) ? `${height}px` : height
    this.#view.classList.toggle('scrolls', Boolean(height))
    const tz = this.getAttribute('tz') ?? ''
    if (tz && this.#frame.dataset.tz !== tz) this.#reader.tz = tz === 'mine' || isZone(tz) ? tz : 'local'
    this.#frame.dataset.tz = tz
  }

  #act(change) {
    const first = change.from === undefined ? this.#reader.to : change.from
    Object.assign(this.#reader, change)
    this.#search.value = this.#reader.search
    this.#draw()
    if ('from' in change !== 'to' in change) this.#focusRow(first)
    const { tz, search } = this.#reader
    if (!('from' in change || 'to' in change))
      this.dispatchEvent(new CustomEvent('change', { detail: { view: this.#viewName, tz, search } }))
  }

  #focusRow(at) {
    const { event } = this.#model().rows[at] ?? {}
    if (event) this.#focus(`t:${event.slug}`)
  }

  #toggle(key) {
    const { open } = this.#reader
    if (!open.delete(key)) open.add(key)
    this.#draw()
  }

  #close(key) {
    if (!this.#reader.open.delete(key)) return
    this.#draw()
    this.#focus(key)
  }

  #focus(key) {
    const found = this.shadowRoot?.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (found instanceof HTMLElement) found.focus({ preventScroll: true })
  }

  get #viewName() {
    const asked = this.getAttribute('view') ?? 'list'
    return Object.hasOwn(VIEWS, asked) ? asked : 'list'
  }

  #drawing() {
    const level = Math.min(6, Math.max(2, Number(this.getAttribute('heading-level')) || 2))
    return {
      model: this.#model(),
      reader: this.#reader,
      t: this.#words,
      level,
      act: (change) => this.#act(change),
      toggle: (key) => this.#toggle(key),
      select: (event, click) => {
        const detail = { event: structuredClone(event) }
        if (!this.dispatchEvent(new CustomEvent('select', { detail, cancelable: true }))) click.preventDefault()
      },
    }
  }

  /** Draws everything again; focus and scroll stay where they were. */
  #draw() {
    if (!this.#events || !this.#query) return
    const d = this.#drawing()
    const key = this.shadowRoot?.activeElement?.getAttribute('data-key')
    const scroll = this.#view.scrollTop
    this.#slot.hidden = true
    this.#frame.setAttribute('lang', d.t.lang)
    this.#frame.setAttribute('dir', d.t.rtl ? 'rtl' : 'ltr')
    this.#notice.replaceChildren()
    this.#search.placeholder = d.t.word('search')
    this.#search.setAttribute('aria-label', d.t.word('search'))
    this.#controls.setAttribute('aria-label', d.t.word('timeline'))
    this.#controls.replaceChildren(
      ...nodes([this.#skipButton(d), ...controls(d, this.#search, calendarUrl(this.#query))]),
    )
    this.#view.replaceChildren(VIEWS[this.#viewName](d))
    this.#view.scrollTop = scroll
    if (this.#view.classList.contains('scrolls'))
      Object.entries({ tabindex: 0, role: 'region', 'aria-label': d.t.word('timeline') }).forEach(([name, value]) =>
        this.#view.setAttribute(name, String(value)),
      )
    this.#drawStatus(d)
    this.#drawFooter()
    if (key) this.#focus(key)
  }

  #drawStatus({ t, model, reader }) {
    const test = filterOf(reader, Date.now())
    const all = t.word('count', { n: model.events.length })
    const words = test ? t.word('some', { a: all, n: model.rows.filter((row) => someRow(row, test)).length }) : all
    if (this.#status.textContent !== words) this.#status.textContent = words
  }

  #drawFooter() {
    if (this.#query) this.#footer.replaceChildren(...nodes(footer(this.#drawing(), this.#fresh, this.#query)))
  }

  #skipButton({ t, model }) {
    return (
      model.events.length > 20 &&
      h('button', { type: 'button', class: 'skip', 'data-key': 'skip', click: () => this.#end.focus() }, t.word('skip'))
    )
  }

  /** Opens, shows and focuses the event named by the page's fragment (`#slug` or `#event-slug`). */
  #goToHash() {
    if (!this.#events || location.hash.length < 2) return
    const names = [location.hash.slice(1), location.hash.slice(1).replace(/^event-/, '')]
    const event = this.#events.find(({ slug }) => names.includes(slug))
    if (!event) return
    const model = this.#model()
    const at = model.rows.findIndex((row) => someRow(row, (one) => one.event === event))
    const bySlug = new Map(this.#events.map((one) => [one.slug, one]))
    for (
      let whole = bySlug.get(event.part_of ?? ''), steps = 0;
      whole && steps < 9;
      steps += 1, whole = bySlug.get(whole.part_of ?? '')
    )
      this.#reader.open.add(`p:${whole.slug}`)
    Object.assign(this.#reader, {
      target: event.slug,
      search: '',
      onlyChanged: false,
      from: Math.min(at, this.#reader.from),
      to: Math.max(at + 10, this.#reader.to),
    })
    this.#draw()
    this.#focus(`t:${event.slug}`)
    this.shadowRoot?.querySelector('.target')?.scrollIntoView({ block: 'center' })
  }
}

const nodes = (children) => /** @type {(Node|string)[]} */ (children.filter(Boolean))

/** True if a computed colour is near white, whatever notation the browser gives it in. */
function isLight(colour) {
  const [, notation, rest] = /^([a-z]+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(colour) ?? []
  const [a = 0, b = 0, c = 0] = (rest ?? '').match(/-?[\d.]+/g)?.map(Number) ?? []
  if (/^ok/.test(notation)) return a > 0.73
  if (/^l/.test(notation)) return a > 73
  return (0.299 * a + 0.587 * b + 0.114 * c) / (notation === 'color' ? 1 : 255) > 0.73
}

const styleSheet = new CSSStyleSheet()
styleSheet.replaceSync(`
:host{display:block}
:host([hidden]),[hidden]{display:none!important}
.frame{all:initial;display:block;container-type:inline-size;color-scheme:light;
--text:var(--dt-text,light-dark(#1b1f27,#e8ebf0));--muted:var(--dt-muted,light-dark(#565e6b,#a3adbb));
--accent:var(--dt-accent,light-dark(#0b57a4,#7db8ff));--green:var(--dt-green,light-dark(#14693a,#6fd49a));
--amber:var(--dt-amber,light-dark(#8a4b00,#f2b35e));--red:var(--dt-red,light-dark(#a3202b,#ff9aa2));
--edge:var(--dt-edge,light-dark(#8a93a0,#6b7684));--hair:var(--dt-hair,light-dark(#d5d9e0,#333a45));
--ground:var(--dt-ground,light-dark(#fff,#14181f));--tint:color-mix(in srgb,var(--accent) 8%,transparent);--radius:var(--dt-radius,6px);
color:var(--text);font:medium/1.5 var(--dt-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);
font-variant-numeric:tabular-nums;overflow-wrap:anywhere;text-align:start;-webkit-text-size-adjust:100%}
.frame[data-theme=dark]{color-scheme:dark}
.frame.forced{background:var(--ground);padding:20px;border-radius:var(--radius)}
*{box-sizing:border-box}
p,ol,ul,h2,h3,h4,h5,h6{margin:0;padding:0;list-style:none;font:inherit}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
button,input{font:inherit;color:inherit;background:none;border:0;border-radius:var(--radius);margin:0;padding:0}
button{cursor:pointer;text-align:start}
:focus{outline:0}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.icon{inline-size:1em;block-size:1em;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.dots circle{stroke-dasharray:.1 2.83;stroke-width:2}.disc circle{fill:currentColor}
.controls{position:relative;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.search{display:flex;flex:1 1 12em;align-items:center;position:relative}
.search .icon{position:absolute;inset-inline-start:12px;color:var(--muted);pointer-events:none}
.search input{inline-size:100%;min-inline-size:0;block-size:40px;padding-inline:36px 10px;border:1px solid var(--edge);appearance:none}
.search input::placeholder{color:var(--muted);opacity:1}
.control{display:inline-flex;align-items:center;gap:8px;min-block-size:40px;padding:0 14px;border:1px solid var(--edge);font-size:.9375em;white-space:nowrap}
.control:hover{border-color:var(--accent);color:var(--accent)}
.control[aria-pressed=true],.control[aria-expanded=true]{background:var(--tint);border-color:var(--accent);color:var(--accent)}
.strong{font-weight:600}
.panel{position:absolute;z-index:2;inset-inline-end:0;inset-block-start:calc(100% + 6px);inline-size:min(23em,100%);padding:12px;background:var(--ground);border:1px solid var(--edge);border-radius:calc(var(--radius) + 4px);box-shadow:0 12px 32px -8px #0005}
.copy{display:flex;gap:8px;padding-block-end:10px;margin-block-end:6px;border-block-end:1px solid var(--hair)}
.copy input{flex:1;min-inline-size:0;padding:0 10px;border:1px solid var(--hair);font-size:.8125em;text-overflow:ellipsis}
.panel a{display:block;padding:9px 10px;border-radius:var(--radius);color:var(--text);text-decoration:none}
.panel a:hover{background:var(--tint);color:var(--accent)}
.count:not(:empty){margin-block:10px 0}
.count{color:var(--muted);font-size:.8125em}
.skip{position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden;white-space:nowrap}
.skip:focus{position:static;clip-path:none;inline-size:auto;block-size:40px;padding:0 14px;border:1px solid var(--accent)}
.view{border-radius:3px}
.scrolls{overflow:auto;border-block-start:1px solid var(--hair);margin-block-start:8px;scrollbar-width:thin;scrollbar-color:var(--edge) transparent}
.scrolls h2,.scrolls h3,.scrolls h4,.scrolls h5,.scrolls h6{position:sticky;inset-block-start:0;z-index:1;background:var(--ground)}
h2,h3,h4,h5,h6{padding-block:20px 8px;font-size:1.1875em;font-weight:650;line-height:1.3;letter-spacing:-.01em}
h2::first-letter,h3::first-letter{text-transform:uppercase}
.event{display:grid;grid-template-columns:8.5em minmax(0,1fr);gap:2px 16px;position:relative;padding:14px 8px 14px;padding-inline-start:16px;border-block-start:1px solid var(--hair)}
.event::before{content:"";position:absolute;inset-block:14px;inset-inline-start:0;border-inline-start:3px solid transparent}
.span::before{border-color:color-mix(in srgb,var(--accent) 55%,transparent)}
.unsure::before{border-inline-start:4px dotted var(--amber)}
.gutter{display:flex;flex-direction:column;align-items:flex-start;line-height:1.35}
.gutter b,.gutter s{display:block;font-weight:650}
.small{color:var(--muted);font-size:.875em}
.approx{color:var(--amber);font-size:.8125em;font-weight:600}
.other{color:var(--accent)}
.body{display:grid;gap:4px;place-items:start;align-content:start;min-inline-size:0}
.body>.head{font-size:1.0625em;line-height:1.35}
.title{display:inline-block;font-weight:600;color:var(--text);text-decoration:none;text-wrap:pretty;min-block-size:24px}
a.title:hover{color:var(--accent);text-decoration:underline}
.meta{display:flex;flex-wrap:wrap;gap:2px 14px;align-items:center}
.body>p,.meta{color:var(--muted);font-size:.875em}.body>.warn{color:var(--amber)}
.status{display:inline-flex;align-items:center;gap:6px;color:var(--accent);font-weight:600}
.confirmed>.body>.meta .status{color:var(--green)}.completed>.body>.meta .status{color:var(--muted)}
.postponed>.body>.meta .status,.warn{color:var(--amber)}
.cancelled>.body>.meta .status,.withdrawn>.body>.meta .status{color:var(--red)}
.cancelled>.body>.head .title,.withdrawn>.body>.head .title{text-decoration:line-through;color:var(--muted)}
.cancelled>.gutter b{color:var(--muted)}
.body>.summary{max-inline-size:44em;font-size:.9375em;color:var(--text)}
.warn .icon,.notice .icon{vertical-align:-.14em;margin-inline-end:6px;color:var(--amber)}
.sources,.fold{display:inline-flex;align-items:center;gap:4px;min-block-size:24px;color:var(--accent)}
.sources:hover,.fold:hover,.pager:hover{text-decoration:underline;text-underline-offset:.18em}
.sources .icon,.fold .icon,.pager .icon{inline-size:.875em;transition:rotate .15s}
[dir=rtl] .icon:is(button>*){rotate:180deg}
[aria-expanded=true]>.icon:first-child:not(.control>*){rotate:90deg!important}
.earlier .icon{rotate:-90deg!important}.later .icon{rotate:90deg!important}
.badge{padding:1px 8px;border-radius:99px;background:var(--tint);color:var(--accent);font-size:.9286em;font-weight:600}
.source-list{display:grid;gap:8px;inline-size:100%;padding:10px 14px;border-radius:var(--radius);background:color-mix(in srgb,var(--muted) 9%,transparent);font-size:.875em;color:var(--muted)}
.publisher{font-weight:600;color:var(--text)}a.publisher{color:var(--accent)}
.odd{display:block;color:var(--amber)}
.parts{inline-size:100%;font-size:.9375em}
.parts .event{grid-template-columns:7.5em minmax(0,1fr);padding-block:10px}
.parts .event::before{inset-block:10px}
.parts ol{margin-block-start:6px;border-block-end:1px solid var(--hair)}
.today{display:flex;align-items:center;gap:10px;color:var(--red);font-size:.8125em;font-weight:700;padding-block:4px}
.today::after{content:"";flex:1;border-block-start:2px solid var(--red)}
.today+.event{border-color:transparent}
.pager{display:flex;align-items:center;gap:6px;inline-size:100%;min-block-size:44px;padding-inline:16px;color:var(--accent);font-weight:600;font-size:.9375em;margin-block-start:8px;border:1px solid var(--hair)}
.pager:hover{background:var(--tint)}
.note,.notice:not(:empty){padding-block:20px;color:var(--muted)}
.note button{color:var(--accent);text-decoration:underline}
.notice:not(:empty){display:flex;flex-wrap:wrap;gap:12px;align-items:center;color:var(--text)}
.footer:not(:empty){display:flex;flex-wrap:wrap;gap:6px 16px;align-items:center;margin-block-start:12px;padding-block-start:12px;border-block-start:1px solid var(--hair);color:var(--muted);font-size:.8125em}
.footer a{color:inherit}
.zones{display:inline-flex;border:1px solid var(--edge);border-radius:var(--radius);overflow:clip}
.zones button{min-block-size:30px;padding:0 10px;border-radius:0}
.zones :focus-visible{outline-offset:-2px}
.zones [aria-pressed=true]{background:var(--tint);color:var(--accent);font-weight:600}
.waiting{display:grid;gap:14px;padding-block:14px}
.waiting i{display:block;block-size:56px;border-radius:var(--radius);background:color-mix(in srgb,var(--muted) 14%,transparent)}
.target{animation:glow 2.5s}
@keyframes glow{from{background:color-mix(in srgb,var(--accent) 22%,transparent)}}
@container (max-width:519px){
.event,.parts .event{grid-template-columns:minmax(0,1fr);padding-inline-end:0}
.gutter{flex-flow:row wrap;gap:0 8px;align-items:baseline}.gutter b,.gutter s{display:inline}
.parts .event{padding-inline-start:12px}
.search{flex-basis:100%}.controls .control{flex:1;justify-content:center}.zones{flex:1 1 100%}.zones button{flex:1;min-block-size:44px}.sources,.fold{min-block-size:32px}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media (forced-colors:active){.event::before{border-color:transparent}.span::before{border-color:CanvasText}.unsure::before{border-color:CanvasText}
.control[aria-pressed=true],.zones [aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}.badge{border:1px solid}}
@media print{.controls,.zones,.pager,.fold .icon,.sources .icon{display:none!important}.view{max-height:none!important;overflow:visible!important}
.frame{color-scheme:light!important;font-size:11pt}.event{break-inside:avoid}h2,h3,h4,h5,h6{break-after:avoid;position:static!important}}
`)

if (!customElements.get('diplomatic-timeline')) customElements.define('diplomatic-timeline', DiplomaticTimeline)

export { DiplomaticTimeline }
