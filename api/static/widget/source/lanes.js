/**
 * The lanes of `<diplomatic-timeline>`: a lane for each person, country or organization, their days side by side.
 * `draw(d)`: events -> spans of days -> lanes -> bars and blocks of the days shown -> nodes. Imports nothing: tools come
 * in `d`. Days are numbers since 1970, ends exclusive. A plain wheel and one finger are the page's.
 */

const ENGLISH = { 'lanes-help': 'Arrow keys go from event to event, plus and minus zoom, Enter opens.' }
const DAY_MS = 86400000
const TARGET_PX = 24
const TAIL_PX = 48
const BLOCK_PX = 96
const LANES_AT_ONCE = 40

export const styleSheet = new CSSStyleSheet()

/** Called once, with the parts of the first file. */
export function start(given) {
  Object.assign(given.ENGLISH, ENGLISH)
  styleSheet.replaceSync(STYLES)
}

const dayOf = (iso) => Math.floor(Date.parse(iso) / DAY_MS)
const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10)
const isAway = ({ presence }) => presence === 'absent' || presence === 'declined'

/** The day after "2026", "2026-06" or "2026-06-30". */
function endOf(iso) {
  const date = new Date(iso.slice(0, 10))
  if (iso.length < 5) date.setUTCFullYear(date.getUTCFullYear() + 1)
  else if (iso.length < 8) date.setUTCMonth(date.getUTCMonth() + 1)
  return dayOf(date) + Number(iso.length > 7)
}

/** `core`: from the latest start to the earliest end, if any. `form`: sure, hollow (one day of many) or hatched. */
function spanOf({ first_day: first, last_day: last, exact, edtf }, readPart) {
  if (!first && !last) return null
  const start = dayOf(first ?? last)
  const end = dayOf(last ?? first) + 1
  const span = { start, end, core: [0, 0], from: !first, to: !last, form: exact ? 'sure' : 'hatched' }
  if (exact) return span
  const [a, b] = (edtf ?? '').split('/').map((part) => readPart(part.replace('..', '')))
  const isDay = (part) => part && 'day' in part.unit
  if (b === undefined) return { ...span, form: a && !a.mark && !isDay(a) ? 'hollow' : 'hatched' }
  if (isDay(a) && !a.mark && !last) span.core = [start, start + 1]
  else if (isDay(b) && !b.mark && !first) span.core = [end - 1, end]
  else if (a && b && (a.mark || b.mark || isDay(a) !== isDay(b)))
    span.core = [endOf(a.last) - 1 + dayOf(a.first) - start, dayOf(b.first) + 1 - end + endOf(b.last)]
  return span
}

const oldDate = ({ moved }) => moved.at(-1)?.from

/** Where an event was planned or stood before, in EDTF. */
const oldDay = (event) => oldDate(event) ?? event.deviations.find(({ property }) => property === 'when')?.planned

/** Its first day and the day after its last, or null. */
function boundsOf(edtf, { readPart }) {
  const parts = (edtf ?? '')
    .split(/\.\.|[[\],/]/)
    .filter(Boolean)
    .map(readPart)
  return parts.length && parts.every(Boolean) ? [dayOf(parts[0].first), endOf(parts.at(-1).last)] : null
}

/** Busiest lane first, that of nobody last; and the rows without a day. */
function lanesOf(d, kind) {
  const { model, test, t } = d
  const regions = new Intl.DisplayNames(t.lang, { type: 'region' })
  const countryOf = ({ country }) =>
    /^[A-Z]{2}$/.test(country) ? { type: 'country', who: country, name: regions.of(country) } : {}
  /** @type {Map<string, any>} */
  const lanes = new Map()
  const undated = []
  for (const event of model.events) {
    const row = model.bySlug.get(event.slug)
    if (test && !test(row)) continue
    const span = spanOf(event.when, d.more.readPart)
    if (!span) {
      undated.push(row)
      continue
    }
    const named = [...event.participants, ...event.where.map(countryOf)].filter(({ type }) => type === kind)
    const members = new Map(named.map((one) => [one.who ?? one.name, one]))
    if (!named.length) members.set('', { name: t.word('others') })
    for (const [who, member] of members) {
      if (!lanes.has(who)) lanes.set(who, { who, name: member.name, bars: [] })
      lanes
        .get(who)
        .bars.push({ row, event, span, away: isAway(member) && member.presence, key: `b:${who}|${event.slug}` })
    }
  }
  const { compare } = new Intl.Collator(t.lang)
  const sorted = [...lanes.values()].sort(
    (a, b) => Number(!a.who) - Number(!b.who) || b.bars.length - a.bars.length || compare(a.name, b.name),
  )
  for (const { bars } of sorted) bars.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  return { lanes: sorted, undated }
}

/** Bars -> items with pixels and line; a bar that finds no line joins the block before it. */
function arrange(bars, x, depth) {
  const lines = []
  const items = []
  for (const bar of bars) {
    const { start, end, from, to } = bar.span
    const a = x(start) - (from ? TAIL_PX : 0)
    const b = Math.max(a + TARGET_PX, x(end) + (to ? TAIL_PX : 0))
    let line = lines.findIndex((item) => item.b <= a + 0.5)
    if (line < 0 && lines.length < depth) line = lines.length
    if (line < 0) {
      const block = lines.reduce((one, other) => (other.b < one.b ? other : one))
      block.bars.push(bar)
      block.b = Math.min(block.a + BLOCK_PX, Math.max(block.a + TARGET_PX, a + 8))
      continue
    }
    if (lines[line]) lines[line].until = a
    items.push((lines[line] = { bars: [bar], a, b, line, until: Infinity }))
  }
  return items
}

/** The days to mark, and how: as fine as 40 pixels allow. */
function ticksOf(from, until, px) {
  const size = [1, 7, 30, 91, 365, 1826, 3652, 18262].find((days) => days * px >= 40) ?? 36524
  const years = Math.round(size / 365.2)
  const days = Array.from({ length: until - from + 1 }, (_, at) => Math.ceil(from) + at).filter((day) => {
    const [year, month, date] = isoOf(day).split('-').map(Number)
    if (size < 8) return size < 7 || (day + 3) % 7 === 0
    return date === 1 && (years ? month === 1 && year % years === 0 : size < 91 || month % 3 === 1)
  })
  return { days, size }
}

export function draw(d) {
  const { reader, t, tools, model } = d
  const { host } = d.timeline
  const { h } = tools
  const { shadowRoot: shadow } = host
  const asked = host.getAttribute('lanes')
  const { lanes, undated } = lanesOf(d, /^(country|organization)$/.test(asked) ? asked : 'person')
  const all = lanes.flatMap(({ bars }) => bars)
  const first = all.reduce((day, { span }) => Math.min(day, span.start), Infinity)
  const last = all.reduce((day, { span }) => Math.max(day, span.end), -Infinity)
  const lengths = { '2-weeks': 14, quarter: 91, year: 365, all: Math.max(15, (last - first) * 1.3) }
  const zooms = Object.keys(lengths).sort((a, b) => lengths[b] - lengths[a])
  const today = dayOf(model.today)
  const state = (reader.lanes ??= { zoom: '', from: 0, key: '', open: '', count: LANES_AT_ONCE })
  const root = h('div.lanes', { keydown: onKey, wheel: onWheel, touchstart: onTouch, touchmove: onTouch })
  let shown = []
  let width = 0
  let wheeledAt = 0
  /** @type {number[]|null} */
  let fingers = null

  const barOf = (key) => all.find((bar) => bar.key === key)
  const middle = () => state.from + lengths[state.zoom] / 2
  const current = () => root.querySelector('.bar[tabindex="0"]')
  const show = (zoom, centre) => {
    state.zoom = zoom
    state.from = zoom === 'all' ? first - lengths.all * 0.04 : centre - lengths[zoom] / 2
  }
  const zoomBy = (way, centre = barOf(state.key)?.span.start ?? middle()) => {
    const zoom = zooms[zooms.indexOf(state.zoom) + way]
    if (zoom) turn(() => show(zoom, centre))
  }
  const pan = (share) => turn(() => (state.from += lengths[state.zoom] * share))

  /** Draws again; focus stays. */
  function turn(change) {
    const key = shadow.activeElement?.dataset.key
    change()
    render()
    if (key) (root.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? current())?.focus()
  }

  /** To a bar, which is brought into the days shown. */
  function goTo(bar) {
    if (!bar) return
    state.key = bar.key
    if (!(bar.span.start >= state.from && bar.span.start < state.from + lengths[state.zoom]))
      show(state.zoom, bar.span.start)
    render()
    current()?.focus()
  }

  function onKey(press) {
    const { key, target, ctrlKey, altKey, metaKey } = press
    const way = { '+': 1, '=': 1, '-': -1 }[key]
    if (ctrlKey || altKey || metaKey) return
    if (way) zoomBy(way)
    else if (key === 'Escape' && state.open) {
      state.open = ''
      goTo(barOf(state.key))
    } else if (!/^(Arrow|Home|End)/.test(key) || !target.matches('.bar')) return
    else goTo(next(key, target.closest('[dir=rtl]')))
    press.preventDefault()
  }

  /** By time within a lane, up and down between lanes. */
  function next(key, isRightToLeft) {
    const isHere = ({ key: one }) => one === state.key
    const at = shown.findIndex(({ items }) => items.some((item) => item.bars.some(isHere)))
    const { lane, items } = shown[at]
    const { bars } = items.find((item) => item.bars.some(isHere))
    const way = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (way)
      return lane.bars[lane.bars.indexOf(bars.at(way > 0 !== !!isRightToLeft ? -1 : 0)) + (isRightToLeft ? -way : way)]
    if (key === 'Home' || key === 'End') return lane.bars.at(key === 'Home' ? 0 : -1)
    const distance = (item) => Math.abs(item.bars[0].span.start - bars[0].span.start)
    const nearest = (one, two) => (distance(two) < distance(one) ? two : one)
    return shown[at + (key === 'ArrowUp' ? -1 : 1)]?.items.reduce(nearest).bars[0]
  }

  /** With Ctrl only. */
  function onWheel(wheel) {
    if (!wheel.ctrlKey) return
    wheel.preventDefault()
    if (wheel.timeStamp < wheeledAt + 250) return
    wheeledAt = wheel.timeStamp
    zoomBy(wheel.deltaY < 0 ? 1 : -1, middle())
  }

  /** Two fingers pan and pinch. */
  function onTouch(touch) {
    const [one, two] = touch.touches
    if (!two || touch.type === 'touchstart') fingers = null
    if (!two) return
    touch.preventDefault()
    const [x, gap] = [
      (one.clientX + two.clientX) / 2,
      Math.abs(one.clientX - two.clientX) + Math.abs(one.clientY - two.clientY),
    ]
    const [oldX, oldGap] = (fingers ??= [x, gap])
    const ratio = gap / oldGap
    const moved = (x - oldX) * (root.closest('[dir=rtl]') ? 1 : -1)
    if (ratio > 1.4 || ratio < 0.7) zoomBy(ratio > 1 ? 1 : -1, middle())
    else if (Math.abs(moved) > 8) pan(moved / width)
    else return
    fingers = [x, gap]
  }

  /** Opens a bar in place; a block is looked into while that is possible. */
  function activate({ bars }) {
    const [{ key, span }] = bars
    state.key = key
    const finer = bars[1] && zooms[zooms.indexOf(state.zoom) + 1]
    turn(() => {
      if (finer) show(finer, (span.start + bars.at(-1).span.start) / 2)
      else state.open = state.open === key ? '' : key
    })
  }

  function controls() {
    const control = (name, act, more, label = t.word(name)) =>
      tools.button('.control', `l:${name}`, act, { tabindex: state.zoom === name ? 0 : -1, ...more }, label)
    const sign = (name, label, act) => control(name, act, { 'aria-label': t.word(name), title: t.word(name) }, label)
    return h(
      'div.tools',
      { role: 'toolbar', 'aria-label': t.word('zoom'), keydown: (press) => d.more.along(d, press) },
      sign('days-before', '‹', () => pan(-0.5)),
      sign('zoom-out', tools.icon('withdrawn'), () => zoomBy(-1)),
      Object.keys(lengths).map((name) =>
        control(name, () => turn(() => show(name, middle())), { 'aria-pressed': `${state.zoom === name}` }),
      ),
      sign('zoom-in', '+', () => zoomBy(1)),
      sign('days-after', '›', () => pan(0.5)),
      control('show-as-list', () => d.act({ view: 'list' })),
    )
  }

  /** Two lines: the second says month or year where it changes. */
  function axis(x, px) {
    const { days, size } = ticksOf(state.from, state.from + lengths[state.zoom], px)
    const unit = size < 8 ? 'day' : size < 365 ? 'month' : 'year'
    let said = ''
    return days.map((day, at) => {
      const iso = isoOf(day)
      const [old, now] = [said, iso].map((one) => one.slice(0, size < 8 ? 7 : 4))
      const next = days[at + 1] ?? day
      const hasRoom = at || size > 7 || isoOf(next).slice(0, 7) === now || x(next) - x(day) > 72
      const isNew = size < 365 && old !== now && hasRoom
      const year = iso.slice(0, 4) !== said.slice(0, 4) && { year: 'numeric' }
      if (isNew) said = iso
      const words = t.days(iso, iso, { [unit]: unit === 'month' ? 'short' : 'numeric' })
      const above = isNew && t.days(iso, iso, { ...(size < 8 && { month: 'short' }), ...year })
      return put(h('span.tick', {}, words, above && h('b', {}, above)), x(day))
    })
  }

  function put(node, at, size = 0) {
    node.style.insetInlineStart = `${at.toFixed(1)}px`
    if (size) node.style.inlineSize = `${Math.max(4, size).toFixed(1)}px`
    return node
  }

  /** One sentence: title, date, status, what is odd. */
  function sentenceOf({ event, away }) {
    const { when, status, kind, contested, title } = event
    const b = d.more.dateWords(when, t)
    const moved = oldDate(event)
    const planned = !moved && oldDay(event)
    return t.list(
      [
        title ?? t.word(`kind.${kind ?? 'event'}`),
        moved && d.more.edtfWords(moved, t),
        planned ? t.word('tookPlace', { a: d.more.edtfWords(planned, t), b }) : moved ? t.word('now', { a: b }) : b,
        status && t.word(`status.${status}`),
        away && t.word(`presence.${away}`),
        contested[0] &&
          t.word('contested', { a: t.list(contested.map((name) => d.more.propertyWords(name, event, t))) }),
      ].filter(Boolean),
    )
  }

  function entry(item, x) {
    const { bars, a, b, line } = item
    const [bar] = bars
    const count = bars[1] && t.word('count', { n: bars.length })
    const name = count ? t.list([count, t.days(isoOf(bar.span.start), isoOf(bars.at(-1).span.start))]) : sentenceOf(bar)
    const attributes = {
      'aria-label': name,
      title: name,
      tabindex: bars.some(({ key }) => key === state.key) ? 0 : -1,
      'aria-expanded': `${state.open === bar.key}`,
    }
    const inside = count ? bars.length : picture(item, x)
    const node = tools.button(count ? '.bar.block' : '.bar', bar.key, () => activate(item), attributes, inside)
    return h(`div.line.line${line}`, { role: 'listitem' }, !count && ghost(bar, a, x), put(node, a, b - a - 1))
  }

  /** The form of a bar, and its title where there is room. */
  function picture({ bars, a, b, until }, x) {
    const [{ event, span, away }] = bars
    const { core, form, from, to } = span
    const gap = Math.min(until, width) - b - 10
    const isInside = gap < 50 && b - a > 90
    const room = isInside ? b - a - 12 : gap
    const words = [away && `${t.word(`presence.${away}`)}: `, event.title]
    const name = room > 40 && h(`span.name${isInside ? '.inside' : ''}`, {}, h('bdi', {}, words))
    if (name) name.style.maxInlineSize = `${room}px`
    return [
      h(
        'span',
        { class: `form ${form} ${event.status ?? ''} ${away && 'away'} ${from && 'from'} ${to && 'to'}` },
        core[1] > core[0] && put(h('span.core'), x(core[0]) - a, x(core[1]) - x(core[0])),
      ),
      event.contested[0] && tools.icon('warn'),
      name,
    ]
  }

  /** The old day with an arrow to the new one. */
  function ghost({ event }, a, x) {
    const old = boundsOf(oldDay(event), d.more)?.map(x)
    if (!old) return null
    const way = h(`span.way${a < old[0] ? '.sooner' : ''}`)
    return [put(h('span.ghost'), old[0], old[1] - old[0]), put(way, Math.min(a, old[0]), Math.abs(a - old[0]))]
  }

  function laneNodes({ lane, items }, x) {
    const opened = items.find(({ bars }) => bars[0].key === state.open)
    const track = h(
      'div.track',
      { role: 'list', 'aria-label': lane.name },
      items.map((item) => entry(item, x)),
    )
    track.style.blockSize = `${24 * (1 + Math.max(...items.map(({ line }) => line)))}px`
    return [
      h('div.lane', {}, h('div.who', {}, h('bdi', {}, lane.name)), track),
      opened && entries(opened.bars.map(({ row }) => row)),
    ]
  }

  const entries = (rows) =>
    h(
      'ol.opened',
      { role: 'list' },
      rows.map((row) => tools.eventEntry(d, row, null)),
    )

  function render() {
    const whole = (d.timeline.width = d.timeline.view.clientWidth)
    width = whole - (whole < 520 ? 0 : Math.min(whole * 0.3, 176))
    const length = lengths[state.zoom]
    const until = state.from + length
    const px = width / length
    const x = (day) => (day - state.from) * px
    const tail = TAIL_PX / px
    const isIn = ({ span: { start, end, from, to } }) =>
      start < until + (from ? tail : 0) && end > state.from - (to ? tail : 0)
    const busy = lanes.map((lane) => ({ lane, bars: lane.bars.filter(isIn) })).filter(({ bars }) => bars[0])
    const some = busy.slice(0, state.count)
    const drawn = some.flatMap(({ bars }) => bars)
    shown = some.map(({ lane, bars }) => ({ lane, items: arrange(bars, x, drawn.length > 250 ? 1 : 4) }))
    if (!drawn.some(({ key }) => key === state.key))
      state.key = (drawn.find(({ span }) => span.end > today) ?? drawn[0])?.key ?? ''
    const ticks = axis(x, px)
    const n = busy.length - some.length
    const nodes = [
      controls(),
      h('p.days', { 'aria-live': 'polite' }, t.days(isoOf(state.from), isoOf(until))),
      h(
        'div.chart',
        { role: 'group', 'aria-label': t.word('lanes'), 'aria-description': t.word('lanes-help') },
        today >= state.from &&
          today < until &&
          h('div.grid', { 'aria-hidden': true }, put(h('span.now', {}, t.word('today')), x(today + 0.5))),
        h('div.axis', { 'aria-hidden': true }, ticks),
        shown.map((one) => laneNodes(one, x)),
      ),
      !drawn[0] && h('p.note', {}, d.test ? d.more.noMatch(d) : t.word('empty')),
      n > 0 &&
        tools.button(
          '.pager.later',
          'l:more',
          () => turn(() => (state.count += LANES_AT_ONCE)),
          {},
          t.word('more', { n }),
        ),
      undated[0] && [h(`h${d.level}.month`, {}, tools.sentence(t.word('unknown'))), entries(undated)],
    ]
    root.replaceChildren(...nodes.flat().filter(Boolean))
  }

  if (!state.zoom) {
    const opens = model.todayAt < 0 ? model.rows[model.opensAt]?.firstDay : null
    show(lengths.all < 130 ? 'all' : 'quarter', opens ? dayOf(opens) + 40 : today + 30)
  }
  const target = all.find(({ event }) => event.slug === reader.target)
  if (target && state.target !== reader.target) {
    Object.assign(state, { target: reader.target, key: target.key, open: target.key })
    show(state.zoom, target.span.start)
    queueMicrotask(() => root.querySelector('.target')?.querySelector('a')?.focus())
  }
  render()
  d.shown = d.found = new Set([...all, ...undated.map((row) => ({ row }))].map(({ row }) => row)).size
  return root
}
