/**
 * `<diplomatic-timeline src="https://…/v1/events">`: an agenda of diplomatic events for any page. Imports nothing.
 * attributes -> `fetchEvents` -> `buildModel` (pure) -> a view of `VIEWS` (model -> nodes) -> shadow root.
 * The HTML inside shows until events are there. Foreign text stays text; no cookies, storage or inline style.
 */

// --- Words ---

/** English; others are in `words/`. A word that ends its key is left out. @type {Record<string, string>} */
const ENGLISH = {
  'property.when': 'date',
  'property.where': 'place',
  approx: 'approx.',
  unknown: 'date not known',
  dayUnknown: '{a}, day not known',
  about: 'about {a}',
  unsure: '{a}, not certain',
  between: 'between {a} and {b}',
  inside: 'in {a}',
  from: 'from {a}, end not known',
  until: 'until {a}, start not known',
  orEarlier: '{a} or earlier',
  orLater: '{a} or later',
  spring: 'spring {a}',
  summer: 'summer {a}',
  autumn: 'autumn {a}',
  winter: 'winter {a}',
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
  corrected: 'corrected: {a}',
  contradicts: 'says otherwise: {a}',
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

/** @type {Intl.DateTimeFormatOptions} */
const YEAR = { year: 'numeric' }
const MONTH = { month: 'long', ...YEAR }
const DAY_AND_MONTH = { day: 'numeric', month: 'long' }
const LONG = { ...DAY_AND_MONTH, ...YEAR }
const SHORT = { day: 'numeric', month: 'short' }
const TIME = { hour: '2-digit', minute: '2-digit' }
const DAY_MS = 86400000

const sentence = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1)

/** Words and Intl formats of one language. Bare days are UTC and never shift. */
class Words {
  constructor(lang, table = {}) {
    this.lang = lang
    this.table = table
    this.plural = new Intl.PluralRules(lang)
    /** @type {Map<string, Intl.DateTimeFormat>} */
    this.formats = new Map()
  }

  /** `n` picks the plural; `own` are the English words of a view. */
  word(key, gaps = {}, own = ENGLISH) {
    const form = this.plural.select(gaps.n ?? 0)
    const known = (table) => table[`${key}.${form}`] ?? table[`${key}.other`] ?? table[key]
    const [group, name = group] = key.split(/\.(.*)/)
    const plain = name.replace(/[-_]/g, ' ')
    const text = known(this.table) ?? known(own) ?? known(ENGLISH) ?? (group === 'property' ? plain : sentence(plain))
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

/** One date or local time of EDTF: bounds, unit, mark; `plain`: its unit if there is no more to say. */
function readPart(part) {
  const [, year, rest = '', clock, mark] =
    /^(\d\d[\dX]{2})((?:-[\dX]{2}){0,2})(?:(T\d\d:\d\d)[\d:.+Z-]*)?([?~%]?)$/.exec(part) ?? []
  const digits = rest.replaceAll('-XX', '')
  const season = ['spring', 'summer', 'autumn', 'winter'][/^-2[1-4]$/.test(digits) ? Number(digits[2]) - 1 : 9]
  const end = (season ? '' : digits) + (clock ? `${clock}Z` : '')
  const [first, last] = ['0', '9'].map((digit) => year?.replaceAll('X', digit) + end)
  const unit = { ...[YEAR, MONTH, LONG][season ? 0 : digits.length / 3], ...(clock && TIME) }
  const plain = !season && !mark && Object.keys(unit).join()
  return Number.isNaN(Date.parse(first)) ? null : { first, last, season, mark, unit, plain }
}

/** Without the mark. A winter ends in the next year. */
function partName({ first, last, season, unit }, t) {
  const name = t.days(first, season === 'winter' ? String(Number(last) + 1).padStart(4, '0') : last, unit)
  return season ? t.word(season, { a: name }) : name
}

function partWords(part, t) {
  let words = partName(part, t)
  if (/[~%]/.test(part.mark)) words = t.word('about', { a: words })
  return /[?%]/.test(part.mark) ? t.word('unsure', { a: words }) : words
}

/** EDTF in words; other text as it is. */
function edtfWords(edtf, t) {
  const parts = Object.fromEntries(edtf.split(/\.\.|[[\],/]/).map((part) => [part, readPart(part)]))
  if (Object.keys(parts).some((part) => part && !parts[part])) return edtf
  const words = (part) => (parts[part] ? partWords(parts[part], t) : edtf)
  const member = (text) => {
    const [first, last = first] = text.split('..')
    if (!first || !last) return t.word(first ? 'orLater' : 'orEarlier', { a: words(first || last) })
    if (first === last) return words(first)
    const isShort = parts[first]?.plain === 'day,month,year' && first.slice(0, 4) === last.slice(0, 4)
    return t.word('between', { a: isShort ? t.days(first, first, DAY_AND_MONTH) : words(first), b: words(last) })
  }
  if (edtf[0] === '[') return t.list(edtf.slice(1, -1).split(',').map(member), 'disjunction')
  const [first, last] = edtf.split('/').map((end) => end.replace('..', ''))
  const [a, b] = [parts[first], parts[last]]
  if (last === undefined) return /^(month,)?year$/.test(a?.plain) ? t.word('inside', { a: words(first) }) : words(first)
  if (!first || !last) return t.word(first ? 'from' : 'until', { a: words(first || last) })
  return a?.plain && a.plain === b?.plain ? t.days(a.first, b.last, a.unit) : `${words(first)} – ${words(last)}`
}

/** Never more precise than the source. */
function dateWords({ first_day: first, last_day: last, exact, edtf }, t) {
  if (exact) return t.days(first, last)
  if (!first && !last) return t.word('unknown')
  const notation = (edtf ?? `${first ?? ''}/${last ?? ''}`).replace(/^([\d-]+)\/([\d-]+)$/, '[$1..$2]')
  const a = edtfWords(notation, t)
  return /^\[[^,]*\d\.\.\d|X$|^\d{4}(-\d\d)?$/.test(notation) ? t.word('dayUnknown', { a }) : a
}

/** ["15:30–17:00 Geneva (UTC+2)", day if it is another one there]. */
function timeWords({ when, where }, t, tz) {
  if (!when.starts_at) return []
  const isLocal = tz === 'local'
  const zone = { timeZone: (isLocal ? when.time_zone : tz === 'mine' ? undefined : tz) ?? undefined }
  const starts = new Date(when.starts_at)
  const clock = t.format({ ...TIME, ...zone })
  const ends = when.ends_at && when.first_day === when.last_day ? new Date(when.ends_at) : starts
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', ...zone })
    .formatToParts(starts)
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

const city = (zone) => zone.split('/').pop().replaceAll('_', ' ')

// --- Model: JSON -> rows, no DOM ---

const text = (value) => (typeof value === 'string' ? value : null)

const instant = (value) => (Number.isNaN(Date.parse(text(value) ?? '')) ? null : value)

const day = (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? instant(value) : null)

const fold = (value) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const pick = (raw, read, names) => Object.fromEntries(names.split(' ').map((name) => [name, read(raw[name])]))

const list = (value, isGood) => (Array.isArray(value) ? value.filter(isGood) : [])

/** An event of the promised types, null without slug or date. */
function readEvent(raw) {
  if (!text(raw?.slug) || typeof raw.when !== 'object' || !raw.when) return null
  /** @type {any} */
  const when = {
    ...pick(raw.when, day, 'first_day last_day'),
    ...pick(raw.when, text, 'edtf phrase'),
    ...pick(raw.when, instant, 'starts_at ends_at'),
    time_zone: isZone(raw.when.time_zone) ? raw.when.time_zone : null,
  }
  when.exact = raw.when.exact === true && Boolean(when.first_day && when.last_day)
  if (!when.time_zone) when.starts_at = null
  const old = text(raw.postponed_from)?.split('/').map(day)
  if (old) Object.assign(when, { first_day: old[0], last_day: old.at(-1), exact: true, starts_at: null })
  return {
    ...raw,
    when,
    ...pick(raw, text, 'kind status title summary'),
    known_from: instant(raw.known_from),
    ...pick(raw, (value) => list(value, (one) => text(one?.name)), 'where participants'),
    ...pick(raw, (value) => list(value, text), 'topics contested part_of'),
    deviations: list(raw.deviations, (one) => text(one?.property)),
    sources: list(raw.sources, Boolean)
      .map((one) => text(one) ?? text(one.id))
      .filter(Boolean),
    links: raw.links ?? {},
    claims: list(raw.claims, (one) => text(one?.source) && text(one.property)),
  }
}

function isZone(zone) {
  try {
    return Boolean(text(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** For 7 days; not a first revision. */
const isChanged = (event, now) => event.revision > 1 && now - Date.parse(event.known_from ?? '') < 7 * DAY_MS

/** Rows by first day, undated last, parts under their whole. */
function buildModel(events, today, now) {
  /** @type {Map<string, Row>} */
  const rows = new Map(events.map((event) => [event.slug, makeRow(event)]))
  const tops = []
  for (const row of rows.values()) {
    const [whole] = wholes(row, rows)
    const isCircle = wholes(whole, rows).length === MAX_DEPTH
    ;(whole && !isCircle ? whole.parts : tops).push(row)
  }
  const byDay = (a, b) => (a.firstDay < b.firstDay ? -1 : Number(a.firstDay > b.firstDay))
  for (const { parts } of [{ parts: tops }, ...rows.values()]) parts.sort(byDay)
  const changed = events.filter((event) => isChanged(event, now)).length
  return { rows: tops, bySlug: rows, events, changed, ...findToday(tops, today) }
}

function makeRow(event) {
  const { when, where, participants, title, summary, slug, kind, status, topics } = event
  const firstDay = when.first_day ?? when.last_day ?? '9999'
  const names = [...where, ...participants].map(({ name }) => name)
  return {
    event,
    parts: [],
    firstDay,
    lastDay: when.last_day ?? firstDay,
    text: fold([title, summary, slug, kind, status, ...names, ...topics].join(' ')),
  }
}

const MAX_DEPTH = 9

/** Nearest first; MAX_DEPTH in a circle. */
function wholes(row, rows) {
  const found = []
  const shown = (slug) => rows.has(slug)
  while (found.length < MAX_DEPTH && (row = rows.get(row?.event.part_of.find(shown)))) found.push(row)
  return found
}

/** `todayAt`: the row after today, -1 in an archive (over for 60 days). */
function findToday(rows, today) {
  const dated = rows.filter(({ firstDay }) => firstDay !== '9999')
  const lately = shiftDay(today, -60)
  if (!dated.some(({ lastDay }) => lastDay >= lately)) return { todayAt: -1, opensAt: 0 }
  const upcoming = dated.findIndex(({ firstDay }) => firstDay >= today)
  const running = dated.findIndex(({ lastDay }) => lastDay >= today)
  return {
    todayAt: upcoming < 0 ? dated.length : upcoming,
    opensAt: running < 0 ? Math.max(0, dated.length - 5) : running,
  }
}

const shiftDay = (day, count) => new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)

const someRow = (row, test) => test(row) || row.parts.some((part) => someRow(part, test))

/** The test of a row that the reader asks for, or null. */
function filterOf({ search, onlyChanged }, now) {
  const words = fold(search).split(/\s+/).filter(Boolean)
  if (!words.length && !onlyChanged) return null
  return (row) => words.every((word) => row.text.includes(word)) && (!onlyChanged || isChanged(row.event, now))
}

// --- Nodes ---

/** An element; functions become listeners, null and false are left out. */
function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split('.')
  const isDrawing = /^(svg|path|circle|text)$/.test(tag)
  const node = isDrawing ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag)
  set(node, { class: classes.join(' ') || null, ...attributes })
  node.append(...children.flat(Infinity).filter(Boolean))
  return node
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value)
    else if (value !== null && value !== false) node.setAttribute(name, value)
  }
}

/** Http(s), else null. */
function safeUrl(address, base) {
  const url = URL.canParse(address, base) ? new URL(address, base) : null
  return /^https?:$/.test(url?.protocol ?? '') ? url : null
}

function link(selector, address, attributes, ...children) {
  const href = safeUrl(address)?.href
  const target = window.top === window ? null : '_blank'
  if (!href) return h(`span${selector}`, {}, children)
  return h(`a${selector}`, { href, rel: 'noopener', target, ...attributes }, children)
}

/** Ring and strokes, in a box of 16. @type {Record<string, string[]>} */
const ICONS = {
  reported: ['dots'],
  announced: ['ring'],
  confirmed: ['disc'],
  'under-way': ['ring', 'M8 5v6M8 5l3 3-3 3'],
  completed: ['', 'M3 8.5l3.2 3.2L13 4.8'],
  'broken-off': ['ring', 'M4 4l8 8'],
  postponed: ['ring', 'M8 5v3.2h3'],
  cancelled: ['', 'M4 4l8 8M12 4l-8 8'],
  withdrawn: ['', 'M3.5 8h9'],
  warn: ['', 'M8 2.5L14.5 13.5H1.5zM8 6.5v3M8 11.3v.6'],
  fold: ['', 'M6 4l4 4-4 4'],
  search: ['', 'M10.5 10.5L14 14M11.8 7a4.8 4.8 0 1 1-9.6 0a4.8 4.8 0 1 1 9.6 0'],
  bell: ['', 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2V5M10.5 2.2V5'],
}

function icon(name) {
  const [ring, path] = Object.hasOwn(ICONS, name) ? ICONS[name] : ['ring']
  return h(
    'svg',
    { class: `icon ${ring}`, viewBox: '0 0 16 16', 'aria-hidden': true },
    ring && h('circle', { cx: 8, cy: 8, r: 5.6 }),
    path && h('path', { d: path }),
  )
}

/** Focus returns to `key`. */
const button = (selector, key, click, attributes, ...children) =>
  h(`button${selector}`, { 'data-key': key, click, ...attributes }, children)

const discloser = (selector, d, key, isFound, ...children) =>
  button(selector, key, () => d.toggle(key), { 'aria-expanded': isFound || d.reader.open.has(key) }, children)

// --- The list ---

function listView(d) {
  const { model, reader } = d
  const test = filterOf(reader, d.now)
  const all = model.rows.map((row, at) => ({ row, at })).filter(({ row }) => !test || someRow(row, test))
  const shown = all.filter(({ at }) => test || (at >= reader.from && at < reader.to))
  const earlier = test ? 0 : Math.min(reader.from, all.length)
  const later = all.length - earlier - shown.length
  const months = Map.groupBy(shown, ({ row }) => row.firstDay.slice(0, 7))
  return h(
    'div.list',
    {},
    earlier > 0 && pager(d, 'earlier', earlier, { from: reader.from - Math.min(25, earlier) }),
    [...months].map(([month, members]) => monthSection(d, month, members, test)),
    !test && model.todayAt === all.length && shown.at(-1)?.at === all.length - 1 && todayRule(d, 'p'),
    later > 0 && pager(d, 'later', later, { to: reader.to + Math.min(25, later) }),
    !shown.length && emptyNote(d, test),
  )
}

function monthSection(d, month, members, test) {
  const id = `m${month}`
  const entries = members.map(({ row, at }) => [
    !test && at === d.model.todayAt && todayRule(d, 'li'),
    eventEntry(d, row, test),
  ])
  return h(
    'section',
    { 'aria-labelledby': id },
    h(`h${d.level}.month`, { id }, month === '9999' ? sentence(d.t.word('unknown')) : d.t.days(month, month, MONTH)),
    h('ol', { role: 'list' }, entries),
  )
}

const todayRule = ({ t, now }, tag) =>
  h(`${tag}.today`, {}, h('span', {}, `${t.word('today')}, ${t.format(DAY_AND_MONTH).format(now)}`))

const pager = (d, side, n, change) =>
  button(`.pager.${side}`, side, () => d.act(change), {}, icon('fold'), d.t.word(side, { n }))

const emptyNote = ({ t, act }, test) =>
  h(
    'p.note',
    {},
    t.word(test ? 'noMatch' : 'empty'),
    ' ',
    test && button('', 'clear', () => act({ search: '', onlyChanged: false }), {}, t.word('clear')),
  )

function eventEntry(d, row, test) {
  const { event } = row
  const { slug, when, title, kind, status } = event
  const target = d.reader.target === slug ? 'target' : ''
  const extent = !when.exact ? 'unsure' : when.first_day === when.last_day ? '' : 'span'
  const attributes = { dir: 'auto', 'data-key': `t:${slug}`, part: 'title', click: (click) => d.select(event, click) }
  return h(
    'li',
    { class: `event ${extent} ${status ?? ''} ${target}`, part: 'event', 'data-slug': slug },
    dateGutter(d, event),
    h(
      'div.body',
      {},
      h('p.head', {}, link('.title', event.links.html, attributes, title ?? d.t.word(`kind.${kind ?? 'event'}`))),
      details(d, event),
      partsFold(d, row, test),
    ),
  )
}

function dateGutter({ t, reader }, event) {
  const { first_day, last_day, exact, edtf, starts_at } = event.when
  const first = first_day ?? last_day
  if (!first) return h('div.gutter', {}, h('span.small', {}, t.word('unknown')))
  const last = last_day ?? first
  const part = exact ? null : readPart(edtf ?? '')
  const unit = first.slice(0, 4) === last.slice(0, 4) ? SHORT : { ...SHORT, ...YEAR }
  const days = part && !part.mark && !('day' in part.unit) ? partName(part, t) : t.days(first, last, unit)
  const [time, otherDay] = timeWords(event, t, reader.tz)
  const isMoved = event.status === 'postponed' && !oldDate(event)
  return h(
    'div.gutter',
    { part: 'date' },
    h(
      'time',
      { datetime: starts_at ?? first },
      exact && h('span.small', {}, t.days(first, last, { weekday: 'short' }), ' '),
      h(isMoved ? 's' : 'b', {}, `${first_day ? '' : '– '}${days}${last_day ? '' : ' –'}`),
    ),
    !exact && h('span.approx', {}, t.word('approx')),
    time && h('span.small', {}, time),
    otherDay && h('span.small.other', {}, otherDay),
  )
}

/** The EDTF of the date before, or null. */
const oldDate = ({ moved }) => text(moved?.at?.(-1)?.from)

function details(d, event) {
  const { t, now } = d
  const { status, kind, when, where, summary, participants, contested, deviations } = event
  const isAway = ({ presence }) => presence === 'absent' || presence === 'declined'
  const away = participants.filter(isAway)
  const isPostponed = status === 'postponed'
  const old = oldDate(event)
  const names = (all) => {
    const few = all.slice(0, 5).map(({ name }) => name)
    return t.list(all.length > 5 ? [...few, t.word('more', { n: all.length - 5 })] : few)
  }
  const inWords = (property) => propertyWords(property, event, t)
  const line = (all) => all.length > 0 && h('span', { dir: 'auto' }, names(all))
  return [
    h(
      'div.meta',
      {},
      status && h('span.status', {}, icon(status), t.word(`status.${status}`)),
      kind && h('span', {}, t.word(`kind.${kind}`)),
      line(where),
      line(participants.filter((one) => !isAway(one))),
      sourceButton(d, event),
      isChanged(event, now) && h('span.badge', {}, t.word('changed', { a: t.ago(Date.parse(event.known_from), now) })),
    ),
    summary && h('p.summary', { dir: 'auto' }, summary),
    away.length > 0 && h('p', { dir: 'auto' }, t.word('absent', { a: names(away) })),
    !when.exact &&
      h('p', {}, sentence(dateWords(when, t)), when.phrase && ` (${t.word('phrase', { a: when.phrase })})`),
    (isPostponed || old) &&
      h(
        'p',
        {},
        old ? [h('s', {}, edtfWords(old, t)), ` ${t.word('now', { a: dateWords(when, t) })}`] : t.word('open'),
      ),
    deviations
      .filter(({ property }) => !old || property !== 'when')
      .map((deviation) => h('p', { dir: 'auto' }, deviationWords(deviation, event, t))),
    contested.length > 0 && h('p.warn', {}, icon('warn'), t.word('contested', { a: t.list(contested.map(inWords)) })),
    d.reader.open.has(`s:${event.slug}`) && sourceList(d, event),
  ]
}

function deviationWords({ property, planned, actual }, event, t) {
  const isDate = property === 'when'
  const words = (value) => (value === null ? '–' : isDate ? edtfWords(String(value), t) : String(value))
  const gaps = { a: words(planned), b: words(actual), p: propertyWords(property, event, t) }
  return sentence(t.word(isDate ? 'tookPlace' : 'differs', gaps))
}

/** Its name in the event, else the slug as a title. */
const nameOf = (slug, { participants, where }) =>
  participants.find(({ who }) => who === slug)?.name ??
  where.find((place) => place.slug === slug)?.name ??
  slug.split('-').map(sentence).join(' ')

/** "date" for "when", the name for "participants.<slug>.role". */
function propertyWords(property, event, t) {
  const [name, member] = property.split('.')
  return member ? nameOf(member, event) : t.word(`property.${name}`)
}

// --- Sources ---

/** Claims of a relation, together by report and correction. */
const groupsOf = (relation, claims) => [
  ...Map.groupBy(
    claims.filter((claim) => claim.relation === relation),
    ({ report, corrected_by }) => JSON.stringify([report, corrected_by]),
  ).values(),
]

const sourcesOf = ({ claims, sources }) => [...new Set([...claims.map(({ source }) => source), ...sources])]

function sourceButton(d, event) {
  const { t } = d
  const { length: n } = sourcesOf(event)
  const corrections = groupsOf('corrected', event.claims).length
  if (!n) return h('span.warn', {}, t.word('noSource'))
  return discloser(
    '.sources',
    d,
    `s:${event.slug}`,
    false,
    icon('fold'),
    (n === 1 && text(event.claims[0]?.publisher)) || t.word('sources', { n }),
    corrections > 0 && h('span.warn', {}, ` · ${t.word('corrections', { n: corrections })}`),
  )
}

const sourceList = ({ t }, event) =>
  h(
    'ul.source-list',
    { role: 'list' },
    sourcesOf(event).map((id) => {
      const claims = event.claims.filter(({ source }) => source === id)
      const [claim] = claims
      if (!claim) return h('li', {}, id)
      const published = instant(claim.published_at)
      const where = claims.flatMap(({ locator, attributed_to: who }) => [text(locator), text(who)])
      const facts = [
        t.word(`tier.${claim.tier}`),
        published && t.format({ ...LONG, month: 'short', timeZone: 'UTC' }).format(new Date(published)),
        ...new Set(where),
      ]
      return h(
        'li',
        { dir: 'auto' },
        link('.publisher', claim.url, {}, text(claim.publisher) ?? id),
        facts.filter(Boolean).map((fact) => ` · ${fact}`),
        ['corrected', 'contradicts'].flatMap((relation) =>
          groupsOf(relation, claims).map((group) => oddClaims(relation, group, event, t)),
        ),
      )
    }),
  )

/** Of a corrected participant the name is enough. */
function oddClaims(relation, group, event, t) {
  const words = group.map(({ property, value }) => {
    const name = propertyWords(property, event, t)
    const isWhole = /^participants\.[^.]*$/.test(property) || (relation === 'corrected' && property.includes('.'))
    return isWhole ? name : `${name} ${valueWords(value, event, t)}`
  })
  const [{ reason }] = group
  return h('span.odd', {}, t.word(relation, { a: t.list([...new Set(words)]) }), text(reason) && ` – ${reason}`)
}

function valueWords(value, event, t) {
  const member = (one) => (text(one) ? nameOf(one, event) : valueWords(one, event, t))
  if (Array.isArray(value)) return t.list(value.map(member))
  if (text(value?.edtf)) return edtfWords(value.edtf, t)
  if (value && typeof value === 'object') return text(value.phrase) ?? text(value.name) ?? text(value.slug) ?? '–'
  return value === null ? '–' : `“${value}”`
}

/** Parts, folded; open where a search found something inside. */
function partsFold(d, { event, parts }, test) {
  if (!parts.length) return null
  const { t } = d
  const isOpen = test && parts.some((part) => someRow(part, test))
  const isTrip = event.kind === 'trip'
  const stops = parts.filter((part) => isTrip && part.event.kind === 'visit')
  const others = parts.filter((part) => !stops.includes(part))
  const areMeetings = isTrip && others.every((part) => /^(ministerial|summit|meeting|call)$/.test(part.event.kind))
  const counts = [
    stops.length && t.word('stops', { n: stops.length }),
    others.length && t.word(areMeetings ? 'meetings' : stops.length ? 'more' : 'parts', { n: others.length }),
  ].filter(Boolean)
  const places = (stops.length ? stops : parts).flatMap((part) => part.event.where.map(({ name }) => name))
  const words = [t.list(counts, 'conjunction'), t.list([...new Set(places)].slice(0, 6))].filter(Boolean).join(': ')
  const key = `p:${event.slug}`
  return h(
    'div.parts',
    {},
    discloser('.fold', d, key, isOpen, icon('fold'), words),
    (isOpen || d.reader.open.has(key)) &&
      h(
        'ol',
        { role: 'list' },
        parts.map((part) => eventEntry(d, part, test)),
      ),
  )
}

/** What the modules of views need, for they import nothing. */
const TOOLS = { h, button, discloser, toolbar, icon, eventEntry, emptyNote, someRow, wholes, nameOf, propertyWords }
const DATES = { dateWords, edtfWords, timeWords, readPart, oldDate, sentence, shiftDay }

/** @type {Record<string, (d: any) => Element>} */
const late = {}

/** A view in a module of its own, `draw(d)`, that comes when it is first shown; the list if it never comes. */
const lateView = (name) => (d) => {
  if (late[name]) return late[name](d)
  import(new URL(`./${name}.js`, import.meta.url).href)
    .then(({ draw }) => Object.assign(late, { [name]: draw }))
    .catch(() => Object.assign(d.reader, { view: 'list' }))
    .then(d.redraw)
  return waiting()
}

const waiting = () =>
  h(
    'div.waiting',
    {},
    [1, 2, 3, 4].map(() => h('i')),
  )

/** @type {Record<string, (d: any) => Element>} */
const VIEWS = { list: listView, lanes: lateView('lanes'), map: lateView('map') }

// --- Controls ---

/** Buttons with one tab stop; the arrow keys go along. */
function toolbar(label, selector, ...buttons) {
  const shown = buttons.flat().filter(Boolean)
  const first = shown.find((one) => one.matches('[aria-pressed=true]')) ?? shown[0]
  for (const one of shown) one.tabIndex = one === first ? 0 : -1
  const keydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const way = step && event.target.closest('[dir=rtl]') ? -step : step
    const next = way && shown[shown.indexOf(event.target.closest('button')) + way]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return h(`div${selector}`, { role: 'toolbar', 'aria-label': label, keydown }, shown)
}

/** The search field is made once, so that typing keeps its place. */
function controls(d, searchField, calendar) {
  const { t, reader, model } = d
  const { onlyChanged } = reader
  const narrow = () => d.act({ onlyChanged: !onlyChanged })
  const view = (name) =>
    button('', `v:${name}`, () => d.act({ view: name }), { 'aria-pressed': `${d.view === name}` }, t.word(name))
  return [
    toolbar(t.word('views'), '.zones.views', Object.keys(VIEWS).map(view)),
    h('label.search', {}, icon('search'), searchField),
    model.changed > 0 &&
      button('.control', 'changed', narrow, { 'aria-pressed': onlyChanged }, t.word('changes', { n: model.changed })),
    discloser('.control.strong', d, 'subscribe', false, icon('bell'), t.word('subscribe')),
    reader.open.has('subscribe') && subscribePanel(t, calendar.href),
  ]
}

/** Each calendar with the address form it takes. */
function subscribePanel(t, address) {
  const webcal = address.replace(/^https?/, 'webcal')
  const [name, quoted, quotedWebcal] = [document.title, address, webcal].map(encodeURIComponent)
  const label = { 'aria-label': t.word('address'), 'data-key': 'address' }
  const field = h('input', { ...label, readonly: '', value: address, dir: 'ltr', focus: () => field.select() })
  const click = async () => {
    field.focus()
    await navigator.clipboard?.writeText(address)
    copy.textContent = t.word('copied')
  }
  const copy = button('.control', 'copy', click, {}, t.word('copy'))
  const ways = {
    app: webcal,
    apple: webcal,
    google: `https://calendar.google.com/calendar/r?cid=${quotedWebcal}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${quoted}&name=${name}`,
    download: address,
  }
  const entries = Object.entries(ways).map(([way, href]) => {
    const target = /^(goo|out)/.test(way) && '_blank'
    return h('li', {}, h('a', { href, rel: 'noopener', target, download: way === 'download' && '' }, t.word(way)))
  })
  return h('div.panel', { part: 'panel' }, h('div.copy', {}, field, copy), h('ul', { role: 'list' }, entries))
}

function footer(d, { loadedAt, isStale }, source) {
  const { t, reader, model } = d
  const choice = (tz, name) => button('', `z:${tz}`, () => d.act({ tz }), { 'aria-pressed': reader.tz === tz }, name)
  const mine = city(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const a = isStale ? t.format(TIME).format(loadedAt) : t.ago(loadedAt, d.now)
  return [
    model.events.some(({ when }) => when.starts_at) &&
      h(
        'div.zones',
        { role: 'group', 'aria-label': t.word('times') },
        choice('local', t.word('local')),
        choice('mine', t.word('mine', { a: mine })),
      ),
    h(isStale ? 'span.warn' : 'span', {}, t.word(isStale ? 'stale' : 'updated', { a })),
    link('', source.origin, { 'data-key': 'data' }, t.word('data', { a: source.host })),
  ].filter(Boolean)
}

// --- Loading ---

const MAX_CHARACTERS = 8e6
const TIMEOUT_MS = 20000
const REFRESH_MS = 300000

/** An origin that is not allowed. */
class Refused extends Error {}

/** `src`, narrowed by the attributes. */
function queryUrl(element, limit) {
  const src = element.getAttribute('src')
  const url = safeUrl(src, document.baseURI)
  const allowed = [location.origin, new URL(import.meta.url).origin, ...(element.dataset.allow ?? '').split(/\s+/)]
  if (!url || !allowed.includes(url.origin)) throw new Refused(url?.origin ?? src)
  const { searchParams } = url
  url.pathname = url.pathname.replace(/\/v1\/events$/, '$&.json')
  const filter = new URLSearchParams(element.getAttribute('filter') ?? '')
  for (const [name, value] of filter) searchParams.append(name, value)
  for (const name of ['from', 'to'])
    if (element.hasAttribute(name)) searchParams.set(name, relativeDay(element.getAttribute(name)))
  searchParams.set('limit', String(Math.min(200, limit)))
  searchParams.set('include', 'claims')
  return url
}

/** "today-30" as a day. */
const relativeDay = (words) =>
  words.replace(/^today([+-]\d{1,4})?$/, (_, count) => shiftDay(localDay(Date.now()), Number(count ?? 0)))

const localDay = (now) => new Date(now - new Date(now).getTimezoneOffset() * 60000).toISOString().slice(0, 10)

function calendarUrl(query) {
  const url = new URL(query)
  url.pathname = url.pathname.replace(/(\.json)?$/, '.ics')
  for (const name of ['limit', 'include', 'cursor', 'sort', 'lang']) url.searchParams.delete(name)
  return url
}

/** Events and their ETags. Raises on foreign redirects, too much or wrong JSON. */
async function fetchEvents(first, limit, cache, signal) {
  /** @type {TimelineEvent[]} */
  const events = []
  let tags = ''
  for (let url = /** @type {URL|null} */ (first), pages = 0; url && pages < 20 && events.length < limit; pages += 1) {
    const response = await fetch(url, { cache, credentials: 'omit', signal })
    const { ok, status, headers } = response
    if (!ok) throw Object.assign(new Error(`status ${status}`), { wait: Number(headers.get('Retry-After')) })
    if (new URL(response.url).origin !== first.origin) throw new Refused(new URL(response.url).origin)
    const page = JSON.parse(await readText(response))
    if (!Array.isArray(page?.events)) throw new TypeError('no list of events')
    events.push(...page.events.map(readEvent).filter(Boolean))
    tags += headers.get('ETag') ?? Math.random()
    const next = page.next ? safeUrl(page.next, url) : null
    url = next?.origin === first.origin ? next : null
  }
  return { events: events.slice(0, limit), tags }
}

async function readText({ body }) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let read = ''
  while (read.length < MAX_CHARACTERS) {
    const { done, value } = await reader.read()
    if (done) return read
    read += value
  }
  await reader.cancel()
  throw new RangeError('answer too long')
}

const languageOf = (tag) => tag.split('-')[0].toLowerCase()

/** English if there are none. */
async function loadWords(lang) {
  if (languageOf(lang) === 'en') return new Words(lang)
  try {
    const response = await fetch(new URL(`words/${languageOf(lang)}.json`, import.meta.url), { credentials: 'omit' })
    if (response.ok) return new Words(lang, await response.json())
  } catch {
    // English it is.
  }
  return new Words('en-GB')
}

/** With a region: "en" alone means US dates. */
function localeOf(element) {
  const asked = element.closest('[lang]')?.lang || navigator.language || 'en'
  const language = languageOf(asked)
  const known = [asked, document.documentElement.lang, ...navigator.languages].find(
    (tag) => tag.includes('-') && languageOf(tag) === language,
  )
  try {
    return Intl.getCanonicalLocales(known ?? (language === 'en' ? 'en-GB' : language))[0]
  } catch {
    return 'en-GB'
  }
}

// --- The element ---

const DATA_ATTRIBUTES = ['src', 'from', 'to', 'filter', 'limit', 'lang', 'data-allow']

/** Events: `ready` ({count}), `select` ({event}; preventDefault keeps the page), `change` ({view, tz, search}). */
class DiplomaticTimeline extends HTMLElement {
  static observedAttributes = [...DATA_ATTRIBUTES, 'view', 'theme', 'tz', 'max-height', 'heading-level', 'lanes']

  /** @type {Reader} */
  #reader = { open: new Set(), search: '', onlyChanged: false, tz: 'local', from: 0, to: 25, target: '', view: '' }
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
  #width = 0
  #isQueued = false
  #frame = h('div.frame', { part: 'frame' })
  #slot = h('slot')
  #status = h('p.count', { role: 'status' })
  #controls = h('div.controls', { role: 'group' })
  #notice = h('div.notice')
  #view = h('div.view', { part: 'view' })
  #footer = h('div.footer')
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
      if (this.#events) this.#draw()
      else if (!this.childElementCount) this.#view.replaceChildren(waiting())
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
      if (name === 'view') this.#reader.view = ''
      this.#look()
      if (DATA_ATTRIBUTES.includes(name)) this.reload()
      else this.#draw()
    })
  }

  reload() {
    this.#tags = ''
    return this.#load('no-cache')
  }

  #listen(signal) {
    /** @param {IntersectionObserverEntry[]} entries */
    const see = (entries) => {
      this.#isVisible = entries[0].isIntersecting
      this.#wake()
    }
    const near = new IntersectionObserver(see, { rootMargin: '300px' })
    near.observe(this)
    const fit = () => {
      if (this.#viewName !== 'list' && this.#width && this.#view.clientWidth !== this.#width) this.#draw()
    }
    const sized = new ResizeObserver(fit)
    sized.observe(this)
    const ground = new MutationObserver(() => this.#look())
    for (const node of [document.documentElement, document.body ?? this])
      ground.observe(node, { attributeFilter: ['class', 'style', 'data-theme'] })
    const on = (target, name, act) => target.addEventListener(name, act, { signal })
    on(signal, 'abort', () => [near, sized, ground].forEach((observer) => observer.disconnect()))
    on(document, 'visibilitychange', () => this.#wake())
    on(matchMedia('(prefers-color-scheme: dark)'), 'change', () => this.#look())
    on(window, 'hashchange', () => this.#goToHash())
    on(window, 'beforeprint', () => this.#act({ from: 0, to: Infinity, isPrinting: true }))
    on(window, 'afterprint', () => {
      this.#reader.isPrinting = false
      this.#draw()
    })
    on(this.#frame, 'keydown', ({ key }) => {
      if (key === 'Escape' && this.#reader.open.has('subscribe')) {
        this.#toggle('subscribe')
        this.#focus('subscribe')
      }
    })
  }

  /** Loads near the screen and in time. */
  #wake() {
    clearTimeout(this.#timer)
    if (!this.#isVisible || document.hidden) return
    const load = () => this.#load(this.#events ? 'no-cache' : 'default')
    this.#timer = setTimeout(load, Math.max(0, this.#dueAt - Date.now()))
  }

  async #load(cache) {
    const { signal } = /** @type {AbortController} */ (this.#stop)
    const lang = localeOf(this)
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
    this.#fresh = { loadedAt: Date.now(), isStale: false }
    this.#failures = 0
    this.#plan(REFRESH_MS)
    if (tags === this.#tags) return this.#drawFooter()
    this.#events = events
    this.#tags = tags
    this.#words = words
    this.#query = query
    const { opensAt } = this.#model()
    if (isFirst) Object.assign(this.#reader, { from: opensAt, to: opensAt + 25 })
    this.#draw()
    if (!isFirst) return
    this.#goToHash()
    this.#tell('ready', { count: events.length })
  }

  #fail(fault) {
    this.#plan(Math.max((fault.wait || 0) * 1000, Math.min(60000 * 2 ** this.#failures, 3600000)))
    this.#failures += 1
    this.#fresh.isStale = true
    if (this.#events) return this.#drawFooter()
    const t = this.#words
    const words = t.word(fault instanceof Refused ? 'refused' : 'error', { a: fault.message })
    this.#slot.hidden = false
    this.#view.replaceChildren()
    this.#notice.replaceChildren(
      h('p', { role: 'alert' }, icon('warn'), words),
      button('.control', 'retry', () => this.reload(), {}, t.word('retry')),
    )
  }

  /** Up to half as late again, so that pages do not ask at once. */
  #plan(delay) {
    this.#dueAt = Date.now() + delay * (1 + Math.random() / 2)
    this.#wake()
  }

  #tell(name, detail) {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable: name === 'select' }))
  }

  #model() {
    const now = Date.now()
    return buildModel(this.#events ?? [], localDay(now), now)
  }

  /** Theme, height, zone. `auto`: light letters stand on a dark ground. */
  #look() {
    const [theme, height, tz] = ['theme', 'max-height', 'tz'].map((name) => this.getAttribute(name) ?? '')
    const isForced = theme === 'light' || theme === 'dark'
    const { dataset, classList } = this.#frame
    dataset.theme = isForced ? theme : isLight(getComputedStyle(this).color) ? 'dark' : 'light'
    classList.toggle('forced', isForced)
    this.#view.style.maxHeight = /^\d+$/.test(height) ? `${height}px` : height
    this.#view.classList.toggle('scrolls', Boolean(height))
    if (tz && dataset.tz !== tz) this.#reader.tz = tz === 'mine' || isZone(tz) ? tz : 'local'
    dataset.tz = tz
  }

  #act(change) {
    const isPaged = 'from' in change || 'to' in change
    const first = change.from ?? this.#reader.to
    Object.assign(this.#reader, change)
    const { tz, search } = this.#reader
    this.#search.value = search
    this.#draw()
    if (!isPaged) this.#tell('change', { view: this.#viewName, tz, search })
    else if (!('from' in change && 'to' in change)) this.#focus(`t:${this.#model().rows[first]?.event.slug}`)
  }

  #toggle(key) {
    const { open } = this.#reader
    if (!open.delete(key)) open.add(key)
    this.#draw()
  }

  #focus(key) {
    /** @type {HTMLElement|null|undefined} */
    const found = this.shadowRoot?.querySelector(`[data-key="${CSS.escape(key)}"]`)
    found?.focus({ preventScroll: true })
  }

  get #viewName() {
    const asked = this.#reader.view || this.getAttribute('view') || 'list'
    if (this.#reader.isPrinting) return 'list'
    return Object.hasOwn(VIEWS, asked) ? asked : 'list'
  }

  #drawing() {
    return {
      model: this.#model(),
      now: Date.now(),
      today: localDay(Date.now()),
      reader: this.#reader,
      t: this.#words,
      view: this.#viewName,
      test: filterOf(this.#reader, Date.now()),
      host: this,
      tools: { ...TOOLS, ...DATES },
      redraw: () => this.#draw(),
      width: () => (this.#width = this.#view.clientWidth),
      level: Math.min(6, Math.max(2, Number(this.getAttribute('heading-level')) || 2)),
      act: (change) => this.#act(change),
      toggle: (key) => this.#toggle(key),
      select: (event, click) => this.#tell('select', { event: structuredClone(event) }) || click.preventDefault(),
    }
  }

  /** Focus and scroll stay where they were. */
  #draw() {
    if (!this.#events) return
    const d = this.#drawing()
    const { t, model, reader } = d
    const key = this.shadowRoot?.activeElement?.getAttribute('data-key')
    const scroll = this.#view.scrollTop
    const [search, title] = [t.word('search'), t.word('timeline')]
    this.#slot.hidden = true
    set(this.#frame, { lang: t.lang, dir: /^(ar|he|fa|ur|ps|yi|dv|ckb|sd|ug)\b/.test(t.lang) ? 'rtl' : 'ltr' })
    set(this.#search, { placeholder: search, 'aria-label': search })
    set(this.#controls, { 'aria-label': title })
    this.#notice.replaceChildren()
    const skip = model.events.length > 20 && button('.skip', 'skip', () => this.#end.focus(), {}, t.word('skip'))
    const shown = [skip, ...controls(d, this.#search, calendarUrl(this.#query))]
    this.#controls.replaceChildren(...shown.filter((node) => node instanceof Element))
    this.#view.replaceChildren(VIEWS[this.#viewName](d))
    this.#view.scrollTop = scroll
    if (this.#view.matches('.scrolls')) set(this.#view, { tabindex: 0, role: 'region', 'aria-label': title })
    const test = filterOf(reader, d.now)
    const a = t.word('count', { n: model.events.length })
    const words = test ? t.word('some', { a, n: model.rows.filter((row) => someRow(row, test)).length }) : a
    if (this.#status.textContent !== words) this.#status.textContent = words
    this.#drawFooter()
    if (key) this.#focus(key)
  }

  #drawFooter() {
    this.#footer.replaceChildren(...footer(this.#drawing(), this.#fresh, this.#query))
  }

  /** Opens the event of `#slug` or `#event-slug`. */
  #goToHash() {
    const { rows, bySlug } = this.#model()
    const name = location.hash.slice(1)
    const row = bySlug.get(name) ?? bySlug.get(name.replace(/^event-/, ''))
    if (!row) return
    const { slug } = row.event
    const at = rows.findIndex((top) => someRow(top, (one) => one === row))
    const { open, from, to } = this.#reader
    for (const { event } of wholes(row, bySlug)) open.add(`p:${event.slug}`)
    const range = { from: Math.min(at, from), to: Math.max(at + 10, to) }
    Object.assign(this.#reader, { target: slug, search: '', onlyChanged: false, ...range })
    this.#draw()
    this.#focus(`t:${slug}`)
    this.shadowRoot?.querySelector('.target')?.scrollIntoView({ block: 'center' })
  }
}

/** In any notation of a browser. */
function isLight(colour) {
  const [, notation, rest = ''] = /^([a-z]+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(colour) ?? []
  const [a = 0, b = 0, c = 0] = rest.match(/-?[\d.]+/g)?.map(Number) ?? []
  if (/^(ok)?l/.test(notation)) return a > (notation[0] === 'o' ? 0.73 : 73)
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
--ground:var(--dt-ground,light-dark(#fff,#14181f));--tint:color-mix(in srgb,var(--accent) 8%,transparent);--shade:color-mix(in srgb,var(--muted) 9%,transparent);--line:1px solid var(--hair);--radius:var(--dt-radius,6px);
color:var(--text);font:medium/1.5 var(--dt-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);
font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
.frame[data-theme=dark]{color-scheme:dark}
.frame.forced{background:var(--ground);padding:20px;border-radius:var(--radius)}
*{box-sizing:border-box;margin:0;padding:0;list-style:none;font:inherit}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
button,input{color:inherit;background:none;border:0;border-radius:var(--radius)}
button{cursor:pointer;text-align:start}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.icon{inline-size:1em;block-size:1em;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.dots circle{stroke-dasharray:.1 2.83;stroke-width:2}.disc circle{fill:currentColor}
.controls,.search,.meta,.today,.pager,.notice:not(:empty),.footer:not(:empty){position:relative;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.search{flex:1 1 12em}
.search .icon{position:absolute;inset-inline-start:12px;color:var(--muted);pointer-events:none}
.search input{inline-size:100%;min-inline-size:0;block-size:40px;padding-inline:36px 10px;border:1px solid var(--edge);appearance:none}
.search input::placeholder{color:var(--muted);opacity:1}
.control{display:inline-flex;align-items:center;gap:8px;min-block-size:40px;padding:0 14px;border:1px solid var(--edge);font-size:.9375em;white-space:nowrap}
.control:hover,[aria-pressed=true],.control[aria-expanded=true]{background:var(--tint);border-color:var(--accent);color:var(--accent)}
.strong{font-weight:600}
.panel{position:absolute;z-index:2;inset-inline-end:0;inset-block-start:calc(100% + 6px);inline-size:min(23em,100%);padding:12px;background:var(--ground);border:1px solid var(--edge);border-radius:var(--radius);box-shadow:0 8px 32px -8px #0005}
.copy{display:flex;gap:8px;padding-block-end:8px}
.copy input{flex:1;min-inline-size:0;padding:0 10px;border:var(--line);font-size:.875em;text-overflow:ellipsis}
.panel a{display:block;padding:9px 10px;border-radius:var(--radius);color:var(--text);text-decoration:none}
.panel a:hover{background:var(--tint)}
.count{margin-block-start:10px}
.skip{position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden;white-space:nowrap}
.skip:focus{position:static;clip-path:none;inline-size:auto;block-size:40px;padding:0 14px;border:1px solid var(--accent)}
.scrolls{overflow:auto;border-block-start:var(--line);margin-block-start:8px}
.scrolls .month{position:sticky;inset-block-start:0;z-index:1;background:var(--ground)}
.month{padding-block:20px 8px;font-size:1.1875em;font-weight:600;line-height:1.35}
.event{display:grid;grid-template-columns:8.5em minmax(0,1fr);gap:2px 16px;position:relative;padding:14px 8px;padding-inline-start:16px;border-block-start:var(--line)}
.event::before{content:"";position:absolute;inset-block:14px;inset-inline-start:0;border-inline-start:3px solid transparent}
.span::before{border-color:color-mix(in srgb,var(--accent) 55%,transparent)}
.unsure::before{border-inline-start:4px dotted var(--amber)}
.gutter{display:flex;flex-direction:column;align-items:flex-start;line-height:1.35}
.gutter b,.gutter s{display:block;font-weight:600}
.approx{color:var(--amber);font-size:.875em;font-weight:600}
.small.other{color:var(--accent)}
.body{display:grid;gap:4px;place-items:start;align-content:start;min-inline-size:0}
.body>.head{font-size:1.0625em;line-height:1.35}
.title{display:inline-block;font-weight:600;color:var(--text);text-decoration:none;text-wrap:pretty;min-block-size:24px}
.meta{gap:2px 14px}
.body>p,.meta,.small,.count,.footer,.source-list{color:var(--muted);font-size:.875em}.body>.warn{color:var(--amber)}
.status{display:inline-flex;align-items:center;gap:6px;color:var(--accent);font-weight:600}
.confirmed>*>*>.status{color:var(--green)}.completed>*>*>.status{color:var(--muted)}
.postponed>*>*>.status,.warn{color:var(--amber)}
:is(.cancelled,.withdrawn)>*>*>.status{color:var(--red)}
:is(.cancelled,.withdrawn)>*>*>.title{text-decoration:line-through;color:var(--muted)}
.cancelled>.gutter b{color:var(--muted)}
.body>.summary{max-inline-size:44em;font-size:.9375em;color:var(--text)}
.warn .icon,.notice .icon{vertical-align:-.14em;margin-inline-end:6px;color:var(--amber)}
.sources,.fold{display:inline-flex;align-items:center;gap:4px;min-block-size:24px;color:var(--accent)}
.sources:hover,.fold:hover,.pager:hover,a.title:hover{text-decoration:underline}
.sources .icon,.fold .icon,.pager .icon{inline-size:.875em;transition:rotate .15s}
[dir=rtl] .icon:is(button>*){rotate:180deg}
[aria-expanded=true]>.icon:first-child:not(.control>*){rotate:90deg!important}
.earlier .icon{rotate:-90deg!important}.later .icon{rotate:90deg!important}
.badge{padding:1px 8px;border-radius:99px;background:var(--tint);color:var(--accent);font-weight:600}
.source-list{display:grid;gap:8px;inline-size:100%;padding:10px 14px;border-radius:var(--radius);background:var(--shade)}
.publisher{font-weight:600;color:var(--text)}a.publisher{color:var(--accent)}
.odd{display:block;color:var(--amber)}
.parts{inline-size:100%;font-size:.9375em}
.parts .event{grid-template-columns:7.5em minmax(0,1fr);padding-block:10px}
.parts .event::before{inset-block:10px}
.parts ol{margin-block-start:6px;border-block-end:var(--line)}
.today{color:var(--red);font-size:.875em;font-weight:600;padding-block:4px}
.today::after{content:"";flex:1;border-block-start:2px solid var(--red)}
.today+.event{border-color:transparent}
.pager{inline-size:100%;min-block-size:44px;padding-inline:16px;color:var(--accent);font-weight:600;margin-block-start:8px;border:var(--line)}
.note,.notice:not(:empty){padding-block:20px}.note{color:var(--muted)}
.note button{color:var(--accent);text-decoration:underline}
.notice{color:var(--text)}
.footer:not(:empty){gap:6px 16px;margin-block-start:12px;padding-block-start:12px;border-block-start:var(--line)}
.footer a{color:inherit}
.zones{display:inline-flex;border:1px solid var(--edge);border-radius:var(--radius);overflow:clip}
.views{flex:none}.views button{min-block-size:38px!important}.zones button{min-block-size:30px;padding:0 10px;border-radius:0}
.zones :focus-visible{outline-offset:-2px}
.waiting{display:grid;gap:14px;padding-block:14px}
.waiting i{display:block;block-size:56px;border-radius:var(--radius);background:var(--shade)}
.target{animation:glow 2.5s}
@keyframes glow{from{background:color-mix(in srgb,var(--accent) 22%,transparent)}}
@container (max-width:519px){
.event,.parts .event{grid-template-columns:minmax(0,1fr);padding-inline-end:0}
.gutter{flex-flow:row wrap;gap:0 8px;align-items:baseline}.gutter b,.gutter s{display:inline}
.parts .event{padding-inline-start:12px}
.search{flex-basis:100%}.controls .control{flex:1;justify-content:center}.zones{flex:1 1 100%}.zones button{flex:1;min-block-size:44px}.sources,.fold{min-block-size:32px}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media (forced-colors:active){.event::before{border-color:transparent}.span::before,.unsure::before{border-color:CanvasText}
[aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}.badge{border:1px solid}}
@media print{.controls,.zones,.pager,.fold .icon,.sources .icon{display:none!important}.view{max-height:none!important;overflow:visible!important}
.frame{color-scheme:light!important;font-size:11pt}.event{break-inside:avoid}.month{break-after:avoid;position:static!important}}
`)

if (!customElements.get('diplomatic-timeline')) customElements.define('diplomatic-timeline', DiplomaticTimeline)

export { DiplomaticTimeline }
