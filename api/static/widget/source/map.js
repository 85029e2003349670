/**
 * The map of `<diplomatic-timeline>`: the route of a trip, or all places with their counts, and the same as a list.
 * `draw(d)`: events -> stops or places (pure) -> Equal Earth (Šavrič, Patterson, Jenny 2018) -> drawing and list. Imports
 * nothing: tools come in `d`. The land (`land.json`, from Natural Earth) comes when the map is first shown.
 */

/** @type {Record<string, string>} */
const ENGLISH = {
  leg: '{a} to {b}',
  onMap: 'Map: {a}',
  'places.one': '{n} place',
  'places.other': '{n} places',
  'legs.one': '{n} leg',
  'legs.other': '{n} legs',
  notOnMap: 'Not on the map: {a}',
}

export const styleSheet = new CSSStyleSheet()

/** Called once, with the parts of the first file. */
export function start(given) {
  Object.assign(given.ENGLISH, ENGLISH)
  styleSheet.replaceSync(STYLES)
}

const RADIANS = Math.PI / 180
const EARTH_KM = 6371

/** Towns are no points: tens from 100 km on. */
const rounded = (km) => (km < 100 ? km : Math.round(km / 10) * 10)

const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796]

/** Equal Earth, in radians of the equator, y downwards. Longitudes go on beyond ±180 degrees. @param {number[]} point */
function project(point) {
  const [longitude, latitude] = point
  const angle = Math.asin((Math.sqrt(3) / 2) * Math.sin(latitude * RADIANS))
  const two = angle ** 2
  const six = two ** 3
  const width = Math.sqrt(3) * (9 * A4 * six * two + 7 * A3 * six + 3 * A2 * two + A1)
  return [
    (2 * Math.sqrt(3) * longitude * RADIANS * Math.cos(angle)) / width,
    -angle * (A4 * six * two + A3 * six + A2 * two + A1),
  ]
}

/** The angle between two points, in radians. @param {number[]} from @param {number[]} to */
function angleBetween(from, to) {
  const [x1, y1, x2, y2] = [...from, ...to]
  const half = (degrees) => Math.sin((degrees * RADIANS) / 2) ** 2
  return 2 * Math.asin(Math.sqrt(half(y2 - y1) + Math.cos(y1 * RADIANS) * Math.cos(y2 * RADIANS) * half(x2 - x1)))
}

/** Points of the great circle, with longitudes that do not jump. @returns {number[][]} */
function greatCircle(from, to) {
  const angle = Math.max(1e-9, angleBetween(from, to))
  const [one, two] = [from, to].map(([x, y]) => [
    Math.cos(y * RADIANS) * Math.cos(x * RADIANS),
    Math.cos(y * RADIANS) * Math.sin(x * RADIANS),
    Math.sin(y * RADIANS),
  ])
  let last = from[0]
  return Array.from({ length: 33 }, (_, step) => {
    const [a, b] = [1 - step / 32, step / 32].map((share) => Math.sin(share * angle) / Math.sin(angle))
    const [x, y, z] = one.map((value, at) => a * value + b * two[at])
    last = near(Math.atan2(y, x) / RADIANS, last)
    return [last, Math.atan2(z, Math.hypot(x, y)) / RADIANS]
  })
}

/** The longitude in the turn next to another. */
const near = (longitude, other) => longitude - 360 * Math.round((longitude - other) / 360)

const hasPoint = ({ latitude, longitude }) => Number.isFinite(latitude) && Number.isFinite(longitude)
const GONE = ['cancelled', 'withdrawn', 'postponed']

/** The stops of a trip in the order of travel: visits if there are any, else all its parts. */
function stopsOf(trip) {
  const under = (row) => row.parts.flatMap((part) => [part, ...under(part)])
  const parts = under(trip).filter(({ event }) => event.where.some(hasPoint) && !GONE.includes(event.status))
  const visits = parts.filter(({ event }) => event.kind === 'visit')
  const place = ({ event }) => event.where.find(hasPoint)
  const order = trip.event.where.map(({ slug }) => slug)
  const byTravel = (a, b) =>
    a.firstDay < b.firstDay
      ? -1
      : a.firstDay > b.firstDay
        ? 1
        : order.indexOf(place(a).slug) - order.indexOf(place(b).slug)
  const stops = []
  for (const row of (visits.length ? visits : parts).sort(byTravel)) {
    const last = stops.at(-1)
    if (last?.place.slug === place(row).slug) last?.rows.push(row)
    else stops.push({ place: place(row), rows: [row] })
  }
  return stops
}

/** Every place with its rows, the busiest first. */
function placesOf(rows) {
  const places = new Map()
  for (const row of rows)
    for (const place of row.event.where.filter(hasPoint)) {
      const key = place.slug ?? place.name
      places.set(key, places.get(key) ?? { place, rows: [] })
      places.get(key).rows.push(row)
    }
  return [...places.values()].sort((a, b) => b.rows.length - a.rows.length)
}

/** How a leg is drawn: solid once travelled, dashed while planned, dotted if its stop is not sure. */
function legState({ rows }) {
  const [{ event }] = rows
  if (event.status === 'reported' || !event.when.exact || event.contested.includes('where')) return 'not-certain'
  return ['completed', 'under-way', 'broken-off'].includes(event.status) ? '' : 'planned'
}

/** @type {any} */
let land = null

/** @param {any} d */
async function loadLand(d) {
  land = []
  try {
    const response = await fetch(new URL('land.json', import.meta.url), { credentials: 'omit' })
    const { rings, steps_per_degree: steps } = await response.json()
    land = rings.map((ring) => {
      let [x, y] = [0, 0]
      return ring.flatMap((_, at) => (at % 2 ? [] : [[(x += ring[at]) / steps, (y += ring[at + 1]) / steps]]))
    })
    d.timeline.draw()
  } catch {
    // The route without land.
  }
}

/** The part of the plane that holds the points, with room around, in the form of the drawing. */
function frameOf(points, ratio) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]))
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const width = Math.min(5.4, Math.max(0.16, (right - left) * 1.35, (bottom - top) * 1.45 * ratio))
  return { x: (left + right - width) / 2, y: (top + bottom - width / ratio) / 2, width }
}

/** The widget asks for its map. */
export function draw(d) {
  if (!land) loadLand(d)
  const { reader, model, t, tools, test } = d
  const { h } = tools
  const rows = [...model.bySlug.values()].filter((row) => !test || test(row))
  const trips = model.rows.filter(
    (row) => row.event.kind === 'trip' && stopsOf(row).length && (!test || tools.someRow(row, test)),
  )
  const chosen = reader.trip ?? (trips.length === 1 ? trips[0].event.slug : '')
  const trip = trips.find(({ event }) => event.slug === chosen)
  const stops = trip ? stopsOf(trip) : placesOf(rows)
  const legs = trip ? stops.slice(1).map((to, at) => ({ from: stops[at], to, state: legState(to) })) : []
  const km = new Intl.NumberFormat(t.lang, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 })
  const at = ({ place }) => [place.longitude, place.latitude]

  function chooser() {
    const choice = (slug, name) => h('option', { value: slug, ...(slug === chosen && { selected: '' }) }, name)
    const change = ({ target }) => d.act({ trip: target.value })
    return h(
      'label.trip',
      {},
      `${t.word('route')} `,
      h(
        'select',
        { 'data-key': 'm:trip', change },
        trips.map(({ event }) => choice(event.slug, event.title ?? event.slug)),
        choice('', t.word('all-places')),
      ),
    )
  }

  function drawing() {
    const width = Math.max(240, (d.timeline.width = d.timeline.view.clientWidth))
    const height = Math.round(Math.min(width / 1.6, 560))
    const [middle] = stops.map(at)[0]
    const lines = legs.map(({ from, to }) => greatCircle(at(from), at(to)))
    /** @type {any[]} */
    const turn = lines.reduce(
      (turned, line) => [...turned, near(line[0][0], turned.at(-1)) + line[32][0] - line[0][0]],
      [middle],
    )
    const points = stops.map((stop, number) => [trip ? turn[number] : near(at(stop)[0], middle), at(stop)[1]])
    const curves = lines.map((line, number) => line.map(([x, y]) => project([x + turn[number] - line[0][0], y])))
    const places = points.map(project)
    const frame = frameOf([...places, ...curves.flat()], width / height)
    const scale = width / frame.width
    /** @param {number[]} point */
    const onPaper = (point) => [(point[0] - frame.x) * scale, (point[1] - frame.y) * scale]
    const path = (all) => all.map((point) => onPaper(point).map((value) => value.toFixed(1))).join('L')
    const ground = land.flatMap((ring) =>
      [-360, 0, 360].flatMap((more) => {
        const shape = ring.map(([x, y]) => project([x + more, y]))
        const paper = shape.map(onPaper)
        const isIn =
          paper.some(([x]) => x > 0) &&
          paper.some(([x]) => x < width) &&
          paper.some(([, y]) => y > 0) &&
          paper.some(([, y]) => y < height)
        return isIn ? `M${path(shape)}Z` : []
      }),
    )
    const marks = places.map(onPaper)
    const isLong = (curve) => Math.hypot(curve[32][0] - curve[0][0], curve[32][1] - curve[0][1]) * scale > 60
    const sizes = stops.map((stop) => (trip ? 11 : Math.min(24, 9 + 2 * Math.sqrt(stop.rows.length))))
    return h(
      'svg',
      { class: 'map', role: 'img', viewBox: `0 0 ${width} ${height}`, 'aria-label': t.word('onMap', { a: summary() }) },
      h('path', { class: 'land', d: ground.join('') }),
      curves.map((curve, number) => [
        h('path', { class: `leg ${legs[number].state}`, d: `M${path(curve)}` }),
        isLong(curve) && h('path', { class: 'tick', d: tick(onPaper(curve[15]), onPaper(curve[17])) }),
      ]),
      marksOf(marks, sizes, width, height),
    )
  }

  /** An open arrow head in the middle of a leg. */
  function tick(from, to) {
    const [x1, y1, x2, y2] = [...from, ...to]
    const angle = Math.atan2(y2 - y1, x2 - x1)
    const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
    const arm = (turn) =>
      `${(x - 9 * Math.cos(angle + turn)).toFixed(1)} ${(y - 9 * Math.sin(angle + turn)).toFixed(1)}`
    return `M${arm(0.5)}L${x.toFixed(1)} ${y.toFixed(1)}L${arm(-0.5)}`
  }

  /** Stops at one spot are joined; a label that would touch anything is left out. */
  function marksOf(marks, sizes, width, height) {
    const spots = []
    marks.forEach(([x, y], number) => {
      const spot = spots.find((one) => Math.hypot(one.x - x, one.y - y) < (trip ? 20 : one.size + sizes[number]))
      const count = stops[number].rows.length
      if (spot) Object.assign(spot, { numbers: [...spot.numbers, number + 1], count: spot.count + count })
      else spots.push({ x, y, size: sizes[number], numbers: [number + 1], count, name: stops[number].place.name })
    })
    const taken = spots.map(({ x, y, size }) => [x - size, y - size, x + size, y + size])
    const isFree = (box) =>
      box[0] > 2 &&
      box[2] < width - 2 &&
      box[1] > 0 &&
      box[3] < height &&
      taken.every((one) => one[0] > box[2] || one[2] < box[0] || one[1] > box[3] || one[3] < box[1])
    const names = spots.flatMap(({ x, y, size, name, numbers }) => {
      const long = name.length * 7.6
      const isMany = new Set(numbers.map((number) => stops[number - 1].place.name)).size > 1
      const spot = [x + size + 4, x - size - 4 - long].find((left) => isFree([left, y - 9, left + long, y + 9]))
      if (spot === undefined || isMany) return []
      taken.push([spot, y - 9, spot + long, y + 9])
      return h('text', { class: 'name', x: spot.toFixed(1), y: (y + 5).toFixed(1) }, name)
    })
    const inside = ({ numbers, count }) => {
      if (!trip) return count
      return numbers.length > 2 ? `${numbers[0]}–${numbers.at(-1)}` : numbers.join('·')
    }
    return [
      spots.map((spot) => {
        const words = String(inside(spot))
        return [
          h('circle', {
            class: 'spot',
            cx: spot.x.toFixed(1),
            cy: spot.y.toFixed(1),
            r: Math.max(spot.size, 4 + words.length * 4),
          }),
          h('text', { class: 'number', x: spot.x.toFixed(1), y: (spot.y + 4.5).toFixed(1) }, words),
        ]
      }),
      names,
    ]
  }

  function summary() {
    return trip
      ? t.list([trip.event.title ?? '', t.word('legs', { n: legs.length })].filter(Boolean))
      : t.word('places', { n: stops.length })
  }

  /** Its events in a fold. */
  function fold(stop, number) {
    const key = `m:${chosen}:${number}`
    const isOpen = reader.open.has(key) || stop.rows.some(({ event }) => event.slug === reader.target)
    const name =
      stop.rows.length > 1 ? t.word('count', { n: stop.rows.length }) : (stop.rows[0].event.title ?? stop.place.name)
    return [
      tools.discloser('.fold', d, key, isOpen, tools.icon('fold'), h('span', { dir: 'auto' }, name)),
      isOpen &&
        h(
          'ol',
          { role: 'list' },
          stop.rows.map((row) => tools.eventEntry(d, row, null)),
        ),
    ]
  }

  function legEntry({ from, to, state }, number) {
    const facts = [
      dates(from, to),
      km.format(rounded(angleBetween(at(from), at(to)) * EARTH_KM)),
      state && t.word(state),
    ]
    return h(
      'li',
      {},
      h('b.head', { dir: 'auto' }, `${number + 1}. ${t.word('leg', { a: from.place.name, b: to.place.name })}`),
      h(
        'p.meta',
        {},
        facts.filter(Boolean).map((fact) => h('span', {}, fact)),
      ),
      fold(to, number + 1),
    )
  }

  /** From the last day here to the first day there, if both are known. */
  function dates(from, to) {
    const [left, came] = [from.rows.at(-1).event.when, to.rows[0].event.when]
    if (!left.exact || !came.exact || left.last_day > came.first_day) return d.more.dateWords(came, t)
    return t.days(left.last_day, came.first_day)
  }

  const placeEntry = (stop, number) => h('li', {}, h('b.head', { dir: 'auto' }, stop.place.name), fold(stop, number))

  const missing = (trip ? [] : rows).filter(({ event }) => !event.where.some(hasPoint))
  const names = missing.slice(0, 5).map(({ event }) => event.title ?? event.slug)
  if (missing.length > 5) names.push(t.word('more', { n: missing.length - 5 }))
  const root = h(
    'div.route',
    {},
    trips.length > 0 && chooser(),
    stops.length ? drawing() : h('p.note', {}, test ? d.more.noMatch(d) : t.word('empty')),
    trip && h('div.start', {}, h('b.head', { dir: 'auto' }, stops[0].place.name), fold(stops[0], 0)),
    h('ol.legs', { role: 'list' }, trip ? legs.map(legEntry) : stops.map(placeEntry)),
    names.length > 0 && h('p.note', { dir: 'auto' }, t.word('notOnMap', { a: t.list(names) })),
  )
  d.shown = d.found = rows.length
  return root
}
