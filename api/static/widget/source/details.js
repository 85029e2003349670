/**
 * What few readers open, loaded when one does: sources, changes and people of an event, the menu of calendars, faults in
 * words. It imports nothing that runs: the element hands over its `tools`, so that no code is there twice.
 */

import { CHANGED_MS, LONG } from './constants.js'
import { dateWords, edtfWords, largeUnit, readPart } from './edtf.js'
import { countFound, filterOf } from './search.js'

export { countFound, dateWords, edtfWords, filterOf, largeUnit, readPart }

/** @type {typeof import('./tools.js').tools} */
let tools

/** English; others are in `words/`. @type {Record<string, string>} */
const ENGLISH = {
  some: '{a}, {n} shown',
  someOf: '{a}, {n} of {m} found are shown',
  noMatch: 'No event matches.',
  clear: 'Show all',
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
  'property.when': 'date',
  'property.where': 'place',
  'property.part_of': 'part of',
  corrected: 'corrected: {a}',
  contradicts: 'says otherwise: {a}',
  nowAndBefore: '{p}: {a}, before: {b}',
  added: '{p}: {a} added',
  removed: '{p}: {a} removed',
  reworded: '{p}: new wording',
  sameFacts: 'No date, place, person or status has changed.',
  page: 'Page of this event',
  copy: 'Copy address',
  copied: 'Address copied',
  address: 'Address of the calendar',
  app: 'Calendar app on this device',
  google: 'Google Calendar (paste the address there)',
  outlook: 'Outlook on the web',
  work: 'Outlook for work or school',
  apple: 'Apple Calendar',
  download: 'Download as a file',
  refused: 'This page may not load events from {a}.',
  noAddress: 'The attribute “src” names no address of events.',
  problem: 'The service can not answer this query. {a}',
}

export const styleSheet = new CSSStyleSheet()

/** Called once, with the parts of the first file. */
export function start(given) {
  tools = given
  Object.assign(tools.ENGLISH, ENGLISH)
  styleSheet.replaceSync(STYLES)
}

// --- What needs more words than a plain event ---

/** The EDTFs of the dates before, oldest first. */
const oldDates = ({ moved }) => [...new Set(moved.map(({ from }) => from))]

/** Who is not there, the date in words, where it moved, what came out otherwise, what the sources disagree on. */
export function notes(event, t) {
  const { status, when, participants, contested, deviations } = event
  const away = participants.filter(isAway)
  const old = oldDates(event)
  const inWords = (property) => propertyWords(property, event, t)
  const { h, icon, sentence } = tools
  return [
    away.length > 0 && h('p', { dir: 'auto' }, t.word('absent', { a: tools.namesOf(away, t) })),
    !when.exact &&
      h('p', {}, sentence(dateWords(when, t)), when.phrase && ` (${t.word('phrase', { a: when.phrase })})`),
    (status === 'postponed' || old.length > 0) &&
      h(
        'p',
        {},
        old.map((edtf) => [h('s', {}, edtfWords(edtf, t)), ' ']),
        old.length ? t.word('now', { a: dateWords(when, t) }) : t.word('open'),
      ),
    deviations
      .filter(({ property }) => !old.length || property !== 'when')
      .map((deviation) => h('p', { dir: 'auto' }, deviationWords(deviation, event, t))),
    contested.length > 0 && h('p.warn', {}, icon('warn'), t.word('contested', { a: t.list(contested.map(inWords)) })),
  ]
}

const isAway = ({ presence }) => presence === 'absent' || presence === 'declined'

function deviationWords({ property, planned, actual }, event, t) {
  const isDate = property === 'when'
  const words = (value) => (value === null ? '–' : isDate ? edtfWords(String(value), t) : String(value))
  const gaps = { a: words(planned), b: words(actual), p: propertyWords(property, event, t) }
  return tools.sentence(t.word(isDate ? 'tookPlace' : 'differs', gaps))
}

/** Its name in the event, else the slug as a title. */
const nameOf = (slug, { participants, where }) =>
  participants.find(({ who }) => who === slug)?.name ??
  where.find((place) => place.slug === slug)?.name ??
  slug.split('-').map(tools.sentence).join(' ')

/** "date" for "when", the name for "participants.<slug>.role". */
export function propertyWords(property, event, t) {
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

export const sourceList = ({ t }, event) =>
  tools.h(
    'ul.source-list',
    { role: 'list', part: 'sources' },
    tools.sourcesOf(event).map((id) => {
      const claims = event.claims.filter(({ source }) => source === id)
      const [claim] = claims
      if (!claim) return tools.h('li', {}, id)
      const published = tools.instant(claim.published_at)
      const where = claims.flatMap(({ locator, attributed_to: who }) => [tools.text(locator), tools.text(who)])
      const facts = [
        t.word(`tier.${claim.tier}`),
        published && t.format({ ...LONG, month: 'short', timeZone: 'UTC' }).format(new Date(published)),
        ...new Set(where),
      ]
      return tools.h(
        'li',
        { dir: 'auto' },
        tools.link('.publisher', claim.url, {}, tools.text(claim.publisher) ?? id),
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
  return tools.h(
    'span.odd',
    {},
    t.word(relation, { a: t.list([...new Set(words)]) }),
    tools.text(reason) && ` – ${reason}`,
  )
}

function valueWords(value, event, t) {
  const member = (one) => (tools.text(one) ? nameOf(one, event) : valueWords(one, event, t))
  if (Array.isArray(value)) return t.list(value.map(member))
  if (tools.text(value?.edtf)) return edtfWords(value.edtf, t)
  if (value && typeof value === 'object')
    return tools.text(value.phrase) ?? tools.text(value.name) ?? tools.text(value.slug) ?? '–'
  return value === null ? '–' : `“${value}”`
}

// --- One event ---

/** All who take part, where the line of the list names only some, and the way to the event's page. */
export const eventDetails = ({ t }, { participants, links }) =>
  tools.h(
    'div.more',
    {},
    participants.length > 5 && tools.h('p', { dir: 'auto' }, t.list(participants.map(({ name }) => name))),
    tools.safeUrl(links.html) && tools.h('p', {}, tools.link('', links.html, {}, t.word('page'))),
  )

/** Gets what an open fold needs and the list has not: claims for the sources, states for the changes. */
export async function fill(timeline, key) {
  timeline.draw()
  const [kind, slug] = key.split(/:(.*)/)
  const event = slug && timeline.model?.bySlug.get(slug)?.event
  if (!event || (kind === 'c' ? event.changes : event.hasClaims)) return
  try {
    if (kind === 'c') event.changes = changesIn((await one(timeline, `/${slug}/history`)).states, timeline.words)
    else event.claims = tools.readClaims((await one(timeline, `/${slug}?include=claims`)).claims)
    event.hasClaims ||= kind !== 'c'
  } catch (fault) {
    timeline.reader.open.delete(key)
    timeline.draw()
    throw fault
  }
  timeline.draw()
}

/** The JSON below the address of one event of the query. */
async function one(timeline, path) {
  const { query } = timeline.feed
  const url = new URL(query.pathname.replace(/(\.json)?$/, path), query)
  return (await tools.fetchJson(url, 'default', timeline.signal())).json
}

export const changeList = ({ t }, { changes }) =>
  changes &&
  tools.h(
    'ul.source-list',
    { role: 'list', part: 'changes' },
    (changes.length ? changes : [t.word('sameFacts')]).map((words) => tools.h('li', { dir: 'auto' }, words)),
  )

/** What is not the same as before the days that "changed" means, one sentence each. */
function changesIn(states, t) {
  const all = Array.isArray(states) ? states.filter((state) => state?.event?.when) : []
  const isOld = ({ known_from: from }) => Date.now() - Date.parse(from) >= CHANGED_MS
  const before = all.filter(isOld).at(-1) ?? all[0]
  return all.length > 1 ? differences(before.event, all.at(-1).event, t) : []
}

function differences(before, after, t) {
  const [old, now] = [before, after].map((raw) => tools.readEvent({ ...raw, postponed_from: null }))
  const p = (property) => tools.sentence(t.word(`property.${property}`))
  const swap = (property, words) => {
    const [a, b] = [words(now), words(old)]
    return a !== b && t.word('nowAndBefore', { p: p(property), a, b })
  }
  const named = (property) => {
    const lost = missing(old[property], now[property])
    const come = missing(now[property], old[property])
    return [come.length && ['added', come], lost.length && ['removed', lost]].map(
      (one) => one && t.word(one[0], { p: p(property), a: t.list(one[1]) }),
    )
  }
  return [
    swap('when', ({ when }) => dateWords(when, t)),
    swap('status', ({ status }) => t.word(`status.${status}`)),
    swap('kind', ({ kind, rank }) => t.word(rank ? `rank.${rank}` : `kind.${kind}`)),
    swap('title', ({ title }) => title),
    old.summary !== now.summary && t.word('reworded', { p: p('summary') }),
    ...named('where'),
    ...named('participants'),
    ...absences(old.participants, now.participants, t),
  ].filter(Boolean)
}

const missing = (from, of) => from.filter(({ name }) => !of.some((one) => one.name === name)).map(({ name }) => name)

/** Who stays away after all, or comes after all; that somebody expected came is no news. */
function absences(before, after, t) {
  const turned = after.filter((one) => before.some((old) => old.who === one.who && isAway(old) !== isAway(one)))
  return turned.map(({ name, presence }) => `${name}: ${t.word(`presence.${presence}`)}`)
}

// --- Calendars ---

/** Each calendar with the address form it takes. Google drops a link with the address in it: it gets its own page. */
export function subscribePanel(t, query) {
  const address = calendarUrl(query).href
  const webcal = address.replace(/^https?/, 'webcal')
  const [name, quoted] = [document.title, address].map(encodeURIComponent)
  const label = { 'aria-label': t.word('address'), 'data-key': 'address' }
  const field = tools.h('input', { ...label, readonly: '', value: address, dir: 'ltr', focus: () => field.select() })
  const click = async () => {
    field.focus()
    await navigator.clipboard?.writeText(address)
    copy.textContent = t.word('copied')
  }
  const copy = tools.button('.control', 'copy', click, {}, t.word('copy'))
  const ways = {
    app: webcal,
    apple: webcal,
    google: 'https://calendar.google.com/calendar/r/settings/addbyurl',
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${quoted}&name=${name}`,
    work: `https://outlook.office.com/calendar/0/addfromweb?url=${quoted}&name=${name}`,
    download: address,
  }
  const entries = Object.entries(ways).map(([way, href]) => {
    const target = /^(goo|out|wor)/.test(way) && '_blank'
    const attributes = { href, rel: 'noopener', target, download: way === 'download' && '' }
    return tools.h('li', {}, tools.h('a', attributes, t.word(way)))
  })
  const list = tools.h('ul', { role: 'list' }, entries)
  return tools.h('div.panel', { part: 'panel' }, tools.h('div.copy', {}, field, copy), list)
}

function calendarUrl(query) {
  const url = new URL(query)
  url.pathname = url.pathname.replace(/(\.json)?$/, '.ics')
  for (const name of ['limit', 'include', 'cursor', 'sort', 'lang', 'fields', 'count']) url.searchParams.delete(name)
  return url
}

// --- Faults ---

/** For the author of the page: the service's own explanation where it gave one. */
export function faultWords({ detail, refused }, t) {
  if (refused !== undefined) return t.word(refused ? 'refused' : 'noAddress', { a: refused })
  return detail ? t.word('problem', { a: detail }) : t.word('error')
}

/** Rows and counts agree. */
export const foundWords = ({ t, shown, found }, a) =>
  shown < found ? t.word('someOf', { a, n: shown, m: found }) : t.word('some', { a, n: shown })

export const noMatch = ({ t, act }) => [
  `${t.word('noMatch')} `,
  tools.button('', 'clear', () => act({ search: '', onlyChanged: false }), {}, t.word('clear')),
]

// --- Views ---

/** The arrow keys in a toolbar, which has one tab stop. */
export function along(_, { key, target }) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0
  const one = target.closest('button')
  const isForward = step > 0 !== Boolean(target.closest('[dir=rtl]'))
  if (step) (isForward ? one.nextElementSibling : one.previousElementSibling)?.focus()
}

/** Brings the view that is asked for, the list if it does not come; paper has the list. Views follow their width. */
export async function bring(timeline) {
  const isOld = () => timeline.viewName !== 'list' && timeline.view.clientWidth !== timeline.width
  try {
    await timeline.module(timeline.viewName)
    if (!timeline.width) {
      new ResizeObserver(() => isOld() && timeline.draw()).observe(timeline.host)
      for (const name of ['beforeprint', 'afterprint'])
        addEventListener(name, () => timeline.act({ most: 2 * PAGE, isPrinting: name[0] === 'b' }))
    }
  } catch {
    timeline.reader.view = 'list'
  }
  timeline.draw()
}

// --- More events ---

const PAGE = 25
const MANY = 400
const TYPING_MS = 300
let typing = 0

/** Shows more: of a search, of what is there, of what the service has. */
export async function page(timeline, side) {
  const { reader, model, feed } = timeline
  if (timeline.busy) return
  if (filterOf(reader, 0)) return timeline.act({ most: reader.most + 2 * PAGE })
  const isEarlier = side === 'earlier'
  const way = isEarlier ? 'behind' : 'ahead'
  const step = isEarlier ? timeline.step : PAGE
  reader.to = Math.min(reader.to, model.rows.length)
  if ((isEarlier ? reader.from : model.rows.length - reader.to) < step && feed.has(way)) {
    timeline.busy = side
    const isThere = await grow(timeline, way, step).finally(() => (timeline.busy = ''))
    if (!isThere) return
  }
  if (isEarlier) timeline.step = PAGE
  timeline.act(isEarlier ? { from: Math.max(0, reader.from - step) } : { to: reader.to + PAGE })
}

/** More of one direction; false if another query has come meanwhile. */
async function grow(timeline, side, count) {
  const { feed } = timeline
  await feed.load(side, feed.given[side] + count, 'default', timeline.signal())
  if (feed !== timeline.feed || !timeline.host.isConnected) return false
  timeline.merge()
  return true
}

/** A search is for all events of the query, once the reader stops typing. */
export async function searchOn(timeline) {
  const turn = (typing += 1)
  timeline.draw()
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS))
  const isAsked = () => turn === typing && filterOf(timeline.reader, 0)
  for (const side of ['ahead', 'behind'])
    while (isAsked() && timeline.feed?.has(side)) if (!(await grow(timeline, side, MANY))) return
}

/** Shows the event of `#slug` or `#event-slug`, which it loads first if it must; focus only for who followed the link. */
export async function goToWanted(timeline) {
  const { wanted } = timeline
  const slug = wanted && (await find(timeline, wanted.name))
  if (!wanted || wanted !== timeline.wanted) return
  timeline.wanted = null
  if (!slug) return
  const { rows, bySlug } = timeline.model
  const row = bySlug.get(slug)
  const at = rows.findIndex((top) => tools.someRow(top, (part) => part === row))
  const { open, from, to } = timeline.reader
  for (const whole of tools.wholes(row, bySlug)) open.add(`p:${whole.slug}`)
  const range = { from: Math.min(at, from), to: Math.max(at + 10, to) }
  Object.assign(timeline.reader, { target: slug, search: '', onlyChanged: false, ...range })
  timeline.search.value = ''
  timeline.draw()
  if (wanted.isFollowed) timeline.focus(`t:${slug}`)
  timeline.root.querySelector('.target')?.scrollIntoView({ block: 'center' })
}

async function find(timeline, name) {
  const names = [name, name.replace(/^event-/, '')]
  const found = () => names.find((slug) => timeline.model?.bySlug.has(slug))
  const { feed } = timeline
  if (found() || !(feed?.has('ahead') || feed?.has('behind'))) return found()
  const event = await one(timeline, `/${names[1]}`).catch(() => null)
  const side = (event?.when?.last_day ?? event?.when?.first_day) < tools.localDay(Date.now()) ? 'behind' : 'ahead'
  while (event?.when && !found() && feed.has(side)) if (!(await grow(timeline, side, MANY))) break
  return found()
}
