/**
 * The pages of a query that are loaded so far, in two directions: `ahead` from today on, `behind` from yesterday back.
 * A query that says itself where it begins is not open: it has only one direction.
 */

import { makeRows, shiftDay } from './model.js'
import { fetchJson } from './loading.js'
import { safeUrl } from './nodes.js'

const MAX_PAGES = 60
const BULK = 200
/** What one press of "earlier" shows at first. */
export const FEW = 12
export const PAGE = 25

export class Feed {
  /** Each direction in its own order. @type {{ahead: Row[], behind: Row[]}} */
  rows = { ahead: [], behind: [] }
  /** How many the service gave. */
  given = { ahead: 0, behind: 0 }
  /** @type {{ahead: URL|null, behind: URL|null}} */ #next
  #totals = { ahead: NaN, behind: NaN }
  tags = ''

  /** @param {URL} query @param {number} limit how many events to begin with, 0 for the usual number */
  constructor(query, limit, today) {
    const asks = (name) => query.searchParams.has(name)
    this.query = query
    this.isOpen = !['from', 'sort', 'cursor'].some(asks)
    this.limit = limit || Number(query.searchParams.get('limit')) || (this.isOpen ? PAGE : BULK)
    this.today = today
    const size = Math.min(BULK, this.limit)
    const yesterday = shiftDay(today, -1)
    const last = query.searchParams.get('to') ?? yesterday
    const past = { to: last < yesterday ? last : yesterday, sort: '-start', limit: FEW, count: true }
    this.#next = {
      ahead: asked(query, this.isOpen ? { from: today, limit: size, count: true } : { limit: size }),
      behind: this.isOpen ? asked(query, past) : null,
    }
  }

  /** How many are not loaded; NaN if nobody said. */
  rest(side) {
    return this.#next[side] ? Math.max(1, this.#totals[side] - this.given[side]) : 0
  }

  has(side) {
    return Boolean(this.#next[side])
  }

  /** Loads until there are `count` in that direction, or all; many in large pages without what only an open fold shows. */
  async load(side, count, cache, signal) {
    for (let pages = 0; this.#next[side] && this.given[side] < count && pages < MAX_PAGES; pages += 1) {
      const url = this.#next[side]
      if (url.searchParams.has('cursor') && count - this.given[side] > 2 * PAGE) {
        url.searchParams.set('limit', String(BULK))
        url.searchParams.delete('include')
      }
      const { json, tag } = await fetchJson(url, cache, signal)
      if (!Array.isArray(json?.events)) throw new TypeError('no list of events')
      this.given[side] += json.events.length
      this.rows[side] = this.rows[side].concat(makeRows(json.events))
      const isOver = (raw) => raw?.when?.last_day < this.today && !raw.postponed_from
      if (side === 'ahead' && this.isOpen && json.events.some(isOver)) this.#next.behind = null
      this.tags += tag
      if (Number.isInteger(json.count)) this.#totals[side] = json.count
      const next = json.next ? safeUrl(json.next, url) : null
      this.#next[side] = next?.origin === url.origin ? next : null
    }
  }

  /** Oldest first, as far as days are known; one row of each event. @returns {Row[]} */
  get all() {
    const known = new Set(this.rows.ahead.map(({ slug }) => slug))
    const past = this.rows.behind.filter(({ slug, firstDay }) => firstDay < this.today && !known.has(slug))
    return [...new Map([...past.toReversed(), ...this.rows.ahead].map((row) => [row.slug, row])).values()]
  }
}

function asked(query, parameters) {
  const url = new URL(query)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  url.searchParams.set('include', 'claims')
  return url
}
