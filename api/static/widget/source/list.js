/** The list: a model -> months, events, folds and pagers. */

import { someRow, text } from './model.js'
import { button, discloser, h, icon, link } from './nodes.js'
import { DAY_AND_MONTH, MONTH, SHORT, YEAR } from './constants.js'
import { sentence, timeWords } from './words.js'

/** Counts what it shows in `d.shown` and what a search found in `d.found`. */
export function listView(d) {
  const { model, reader, ahead, behind } = d
  const { rows } = model
  const { test } = d
  const all = rows.map((row, at) => ({ row, at })).filter(({ row }) => !test || someRow(row, test))
  const shown = test ? all.slice(0, reader.most) : all.slice(reader.from, reader.to)
  const [before, after] = test ? [0, all.length - shown.length] : [reader.from, all.length - reader.from - shown.length]
  d.found = test ? all.reduce((sum, { row }) => sum + d.more.countFound(row, test), 0) : 0
  const months = Map.groupBy(shown, ({ row }) => row.firstDay.slice(0, 7))
  const isWhole = !test && shown.at(-1)?.at === rows.length - 1 && !ahead.rest
  return h(
    'div.list',
    {},
    !test && pager(d, 'earlier', before + behind.rest, d.step),
    !test && d.isOpen && model.isPast && rows.length > 0 && h('p.note', {}, d.t.word('pastOnly')),
    [...months].map(([month, members]) => monthSection(d, month, members, test)),
    isWhole && model.todayAt === rows.length && todayRule(d, 'p'),
    pager(d, 'later', after + (test ? 0 : ahead.rest), 25),
    !shown.length && h('p.note', {}, test ? d.more.noMatch(d) : d.t.word('empty')),
  )
}

function monthSection(d, month, members, test) {
  const id = `m${month}`
  const entries = members.map(({ row, at }) => [
    !test && at > 0 && at === d.model.todayAt && todayRule(d, 'li'),
    !test && at === 0 && d.model.todayAt === 0 && todayRule(d, 'li'),
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

/** `n`: all that there are on that side, not a number if it is not known. Its place is kept where none may come. */
function pager(d, side, n, step) {
  const isEarlier = side === 'earlier'
  if (n === 0) return isEarlier && d.isOpen && h('p.pager.none', {}, d.t.word('noEarlier'))
  const words = n <= step ? d.t.word(side, { n }) : d.t.word(`${side}Of`, { n: step, m: Number.isNaN(n) ? '…' : n })
  return button(`.pager.${side}`, side, () => d.page(side), { 'aria-busy': d.busy === side }, icon('fold'), words)
}

export function eventEntry(d, row, test) {
  const { event } = row
  const { slug, when, status } = event
  d.shown += 1
  const target = d.reader.target === slug ? 'target' : ''
  const extent = !when.exact ? 'unsure' : when.first_day === when.last_day ? '' : 'span'
  return h(
    'li',
    { class: `event ${extent} ${status ?? ''} ${target}`, part: 'event', 'data-slug': slug },
    dateGutter(d, row),
    h('div.body', {}, h('p.head', {}, title(d, event)), details(d, row), partsFold(d, row, test)),
  )
}

/** Opens the details in place, or the page of the event, as `links` says; with Ctrl or a middle click always the page. */
function title(d, event) {
  const { slug, kind, links } = event
  const key = `i:${slug}`
  const isInline = d.links === 'inline'
  const click = (/** @type {MouseEvent} */ click) => {
    if (!d.select(event, click) || !isInline || click.ctrlKey || click.metaKey || click.shiftKey) return
    click.preventDefault()
    d.toggle(key, `s:${slug}`)
  }
  const attributes = {
    dir: 'auto',
    'data-key': `t:${slug}`,
    part: 'title',
    click,
    'aria-expanded': isInline && String(d.reader.open.has(key)),
    target: d.links === 'new-tab' ? '_blank' : null,
  }
  const node = link('.title', links.html, attributes, event.title ?? d.t.word(`kind.${kind ?? 'event'}`))
  return isInline && node.localName === 'span' ? h('button.title', attributes, ...node.childNodes) : node
}

/** Past days and days of another year carry their year. */
function dateGutter(d, { event, lastDay }) {
  const { t, reader, model } = d
  const { first_day, last_day, exact, edtf, starts_at } = event.when
  const first = first_day ?? last_day
  if (!first) return h('div.gutter', {}, h('span.small', {}, t.word('unknown')))
  const last = last_day ?? first
  const { today } = model
  const isNear = lastDay >= today && [first, last].every((day) => day.slice(0, 4) === today.slice(0, 4))
  const unit = isNear ? SHORT : { ...SHORT, ...YEAR }
  const days = (!exact && d.more?.largeUnit(edtf, t)) || t.days(first, last, unit)
  const [time, otherDay] = timeWords(event, t, reader.tz)
  const isMoved = event.status === 'postponed' && !event.moved.length
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

/** What needs more words than a plain event does: `details.js` has them. */
export const isIntricate = ({ event: { when, moved, status, participants, contested, deviations } }) =>
  !when.exact ||
  status === 'postponed' ||
  [moved, contested, deviations, participants.filter(isAway)].some(({ length }) => length)

const isAway = ({ presence }) => presence === 'absent' || presence === 'declined'

export function namesOf(all, t) {
  const few = all.slice(0, 5).map(({ name }) => name)
  return t.list(all.length > 5 ? [...few, t.word('more', { n: all.length - 5 })] : few)
}

function details(d, row) {
  const { t, now, reader, more } = d
  const { event } = row
  const { slug, status, kind, rank, mode, where, summary, participants } = event
  const line = (all) => all.length > 0 && h('span', { dir: 'auto' }, namesOf(all, t))
  const isOpen = (key) => more && reader.open.has(`${key}:${slug}`)
  const needs = isIntricate(row)
  if (needs) d.lacks = !more
  return [
    h(
      'div.meta',
      {},
      status && h('span.status', { part: 'status' }, icon(status), t.word(`status.${status}`)),
      (rank || kind) && h('span', {}, t.word(rank ? `rank.${rank}` : `kind.${kind}`)),
      mode && h('span', {}, t.word(`mode.${mode}`)),
      line(where),
      line(participants.filter((one) => !isAway(one))),
      sourceButton(d, event),
      row.isChanged(now) &&
        discloser(
          '.badge',
          d,
          `c:${slug}`,
          false,
          t.word('changed', { a: t.ago(Date.parse(event.known_from ?? ''), now) }),
        ),
    ),
    isOpen('c') && more.changeList(d, event),
    summary && h('p.summary', { dir: 'auto' }, summary),
    needs && more?.notes(event, t),
    isOpen('s') && more.sourceList(d, event),
    isOpen('i') && more.eventDetails(d, event),
  ]
}

export const sourcesOf = ({ claims, sources }) => [...new Set([...claims.map(({ source }) => source), ...sources])]

function sourceButton(d, event) {
  const { t } = d
  const { length: n } = sourcesOf(event)
  const corrected = event.claims.filter(({ relation }) => relation === 'corrected')
  const { size } = new Set(corrected.map(({ report, corrected_by: by }) => JSON.stringify([report, by])))
  if (!n) return h('span.warn', {}, t.word('noSource'))
  return discloser(
    '.sources',
    d,
    `s:${event.slug}`,
    false,
    icon('fold'),
    (n === 1 && text(event.claims[0]?.publisher)) || t.word('sources', { n }),
    size > 0 && h('span.warn', {}, ` · ${t.word('corrections', { n: size })}`),
  )
}

/** Parts, folded; where a search found something inside, what it found. */
function partsFold(d, { event, parts }, test) {
  if (!parts.length) return null
  const { t } = d
  const found = test ? parts.filter((part) => someRow(part, test)) : []
  const isOpen = found.length > 0
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
        (isOpen ? found : parts).map((part) => eventEntry(d, part, test)),
      ),
  )
}
