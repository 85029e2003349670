/**
 * The life of one element: it loads near the screen, draws, refreshes and follows the day. What few readers do is in
 * `details.js`, which is loaded when one does it and works on this object.
 */

import { controls, footer } from './controls.js'
import { FEW, Feed, PAGE } from './feed.js'
import { isIntricate, listView } from './list.js'
import { loadWords, localeOf, queryUrl } from './loading.js'
import { buildModel, isZone, localDay } from './model.js'
import { button, h, icon, set } from './nodes.js'
import { isLight, reserve } from './space.js'
import { tools } from './tools.js'
import { Words } from './words.js'

const TIMEOUT_MS = 20000
const REFRESH_MS = 300000
const MINUTE_MS = 60000
/** In a lower room all scrolls, not only the list between the controls and the footer. */
const TIGHT = 360
/** How long a slice of preparing may hold up the page. */
const SLICE_MS = 8
const RIGHT_TO_LEFT = /^(ar|he|fa|ur|ps|yi|dv|ckb|sd|ug)\b/

const styleSheet = new CSSStyleSheet()
styleSheet.replaceSync(STYLES)

export class Timeline {
  /** @type {Reader} */
  reader = {
    open: new Set(),
    search: '',
    onlyChanged: false,
    tz: 'local',
    from: 0,
    to: PAGE,
    most: 2 * PAGE,
    target: '',
    view: '',
  }
  /** @type {Feed|null} */ feed = null
  /** @type {Model|null} */ model = null
  /** @type {AbortController|null} */ stop = null
  /** @type {AbortController|null} */ run = null
  /** @type {Record<string, any>} */ modules = {}
  /** An event that the hash of the page names. @type {{name: string, isFollowed: boolean}|null} */ wanted = null
  words = new Words('en-GB')
  fresh = { loadedAt: 0, isStale: false }
  failures = 0
  timer = 0
  minute = 0
  dueAt = 0
  step = FEW
  busy = ''
  isVisible = false
  width = 0
  /** @type {string|null} */ asked = null
  frame = h('div.frame', { part: 'frame' })
  slot = h('slot')
  ruler = h('div.ruler', { 'aria-hidden': true }, h('i'), h('i'), h('i'))
  box = h('div.box', {}, this.slot, this.frame)
  status = h('p.count', { role: 'status', part: 'count' })
  controls = h('div.controls', { role: 'group', part: 'controls' })
  notice = h('div.notice')
  view = h('div.view', { part: 'view' })
  footer = h('div.footer', { part: 'footer' })
  end = h('span', { tabindex: -1 })
  search = h('input', { type: 'search', 'data-key': 'search', input: () => this.act({ search: this.search.value }) })

  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host
    this.space = reserve(host, this.box)
  }

  connect() {
    this.root = this.host.shadowRoot ?? this.host.attachShadow({ mode: 'open' })
    this.root.adoptedStyleSheets = [styleSheet]
    for (const { styleSheet: own } of Object.values(this.modules)) this.root.adoptedStyleSheets.push(own)
    this.frame.replaceChildren(this.controls, this.status, this.notice, this.view, this.footer, this.end)
    this.root.replaceChildren(this.ruler, this.box)
    this.stop = new AbortController()
    this.safely(() => {
      this.listen(/** @type {AbortController} */ (this.stop).signal)
      const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'))
      if (!this.model) this.want(!/reload|back/.test(navigation?.type ?? ''))
      this.look()
      this.show(false)
      if (!this.model) this.space.measure()
      if (!this.model && !this.host.childElementCount)
        this.view.replaceChildren(h('div.waiting', {}, [h('i'), h('i'), h('i'), h('i')]))
    })
    this.draw()
  }

  /** The fallback leaves and takes its place as if there were no script; the frame shows beside it only a notice. */
  show(hasEvents) {
    const isBare = !hasEvents && this.host.childElementCount > 0
    this.slot.hidden = hasEvents
    this.ruler.hidden = isBare
    this.frame.hidden = isBare && !this.notice.childElementCount
  }

  disconnect() {
    this.stop?.abort()
    clearTimeout(this.timer)
    clearTimeout(this.minute)
  }

  listen(signal) {
    /** @param {IntersectionObserverEntry[]} entries */
    const see = (entries) => {
      this.isVisible = entries.some(({ isIntersecting }) => isIntersecting)
      if (!this.isVisible && this.model) this.space.release()
      this.wake()
    }
    const near = new IntersectionObserver(see, { rootMargin: '300px' })
    near.observe(this.host)
    const ground = new MutationObserver(() => this.safely(() => this.look()))
    for (const node of [document.documentElement, document.body ?? this.host])
      ground.observe(node, { attributeFilter: ['class', 'style', 'data-theme'] })
    const on = (target, names, act, more = {}) =>
      names.split(' ').forEach((name) => target.addEventListener(name, act, { signal, passive: true, ...more }))
    on(signal, 'abort', () => [near, ground].forEach((observer) => observer.disconnect()))
    on(document, 'DOMContentLoaded', () => !this.model && this.space.measure())
    const wake = () => this.wake()
    on(document, 'visibilitychange', wake)
    on(window, 'pageshow focus', wake)
    on(matchMedia('(prefers-color-scheme: dark)'), 'change', () => this.safely(() => this.look()))
    on(window, 'hashchange', () => {
      this.want(true)
      this.wake()
      if (this.model && this.wanted) this.do('goToWanted')
    })
    on(window, 'wheel pointerdown keydown touchmove', () => {
      this.wanted = null
      if (this.model) this.space.release()
    })
    on(window, 'beforeprint', () => this.act({ from: 0, to: Infinity, most: Infinity }))
    on(this.frame, 'pointerover focusin', () => this.module('details').catch(() => null), { once: true })
    on(this.frame, 'keydown', ({ key }) => {
      if (key !== 'Escape' || !this.reader.open.delete('subscribe')) return
      this.draw()
      this.focus('subscribe')
    })
  }

  // --- Loading ---

  /** Loads near the screen, for a hash that may name an event, and in time; moves "today" at midnight and after a sleep. */
  wake() {
    clearTimeout(this.timer)
    clearTimeout(this.minute)
    if (document.hidden || !(this.isVisible || this.wanted)) return
    if (this.model && this.model.today !== localDay(Date.now())) {
      this.merge()
      this.dueAt = 0
    }
    const load = () => this.load(this.model ? 'no-cache' : 'default')
    this.timer = setTimeout(load, Math.max(0, this.dueAt - Date.now()))
    const now = new Date()
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)
    if (this.model)
      this.minute = setTimeout(() => this.wake(), Math.min(MINUTE_MS, Number(midnight) - Number(now) + 50))
  }

  /** Ends with the newest load and with the element, and after a while. */
  signal() {
    const signals = [this.stop, this.run].map((one) => /** @type {AbortController} */ (one).signal)
    return AbortSignal.any([...signals, AbortSignal.timeout(TIMEOUT_MS)])
  }

  /** The newest call wins: an older one is aborted and draws nothing. */
  async load(cache) {
    this.run?.abort()
    const run = (this.run = new AbortController())
    const isOld = () => run !== this.run || Boolean(this.stop?.signal.aborted)
    let isSame = false
    let loading
    try {
      const signal = this.signal()
      const lang = localeOf(this.host)
      loading = this.words.lang === lang ? this.words : loadWords(lang)
      const query = queryUrl(this.host)
      const feed = new Feed(query, Math.max(0, Number(this.host.getAttribute('limit')) || 0), localDay(Date.now()))
      const held = this.feed
      isSame = held?.query.href === query.href && held.limit === feed.limit
      const { ahead, behind } = isSame && held ? held.given : { ahead: 0, behind: 0 }
      await feed.load('ahead', Math.max(feed.limit, ahead), cache, signal)
      if (behind || !feed.given.ahead) await feed.load('behind', Math.max(FEW, behind), cache, signal)
      const words = await loading
      if (isOld() || !(await this.arrive(feed, words, !isSame, isOld))) return
      isSame = true // what follows is no reason to take away what is there
      if (!feed.has('behind') || feed.given.behind) return
      await feed.load('behind', FEW, cache, signal)
      if (!isOld()) this.merge()
    } catch (fault) {
      const words = (await loading) ?? this.words
      if (!isOld()) this.safely(() => this.fail(fault, words, isSame))
    }
  }

  /** Draws what has come; false if something newer came before it was drawn. */
  async arrive(feed, words, isFirst, isOld) {
    const isNews = isFirst || feed.tags !== this.feed?.tags || words !== this.words || !this.slot.hidden
    this.fresh = { loadedAt: Date.now(), isStale: false }
    this.failures = 0
    this.words = words
    if (isNews) {
      const anchor = isFirst ? undefined : this.anchor()
      this.feed = feed
      this.build(anchor)
      if (isFirst) this.open()
      const { from, to } = this.reader
      if (this.model?.rows.slice(from, to).some(isIntricate)) await this.module('details').catch(() => null)
      if (isOld()) return false
      if (isFirst) this.space.before()
      this.draw()
    } else this.drawFooter()
    this.plan(REFRESH_MS)
    if (!isFirst || !this.model) return true
    this.fit()
    if (this.wanted) this.do('goToWanted')
    this.tell('ready', { count: this.model.all.length })
    requestAnimationFrame(() => setTimeout(() => this.prepare(this.model), 0))
    return true
  }

  /** Where the list opens: at today; where nothing lies ahead, at the newest. */
  open() {
    const { rows, opensAt, isPast } = /** @type {Model} */ (this.model)
    const at = this.feed?.isOpen && isPast ? Math.max(0, rows.length - FEW) : opensAt
    Object.assign(this.reader, { from: at, to: at + PAGE, most: 2 * PAGE, target: '' })
    this.step = this.feed?.isOpen ? FEW : PAGE
  }

  anchor() {
    return this.model?.rows[this.reader.from]?.slug
  }

  /** The model anew; the reader stays at the same row. */
  build(anchor = this.anchor()) {
    const now = Date.now()
    const model = (this.model = buildModel(this.feed?.all ?? [], localDay(now), now))
    const at = anchor ? model.rows.findIndex(({ slug }) => slug === anchor) : -1
    if (at < 0) return
    this.reader.to += at - this.reader.from
    this.reader.from = at
  }

  merge() {
    this.build()
    this.draw()
  }

  /** Reads the rest of the rows, so that a search finds them ready, a slice at a time. */
  async prepare(model) {
    let until = performance.now() + SLICE_MS
    for (const row of model?.all ?? []) {
      if (row.event && performance.now() < until) continue
      await new Promise((resolve) => setTimeout(resolve, 0))
      if (model !== this.model || !this.host.isConnected) return
      until = performance.now() + SLICE_MS
    }
  }

  // --- Faults ---

  fail(fault, words, isSame) {
    const isFinal = fault.status >= 400 && fault.status < 500 && fault.status !== 429
    const wait = isFinal ? 3600000 : Math.min(MINUTE_MS * 2 ** this.failures, 3600000)
    this.failures += 1
    this.fresh.isStale = true
    this.words = words
    if (isSame && this.model) this.drawFooter()
    else this.giveWay(fault)
    this.plan(Math.max((fault.wait || 0) * 1000, wait))
    this.report(fault)
  }

  /** The fallback stands where there are no events; the notice says why. */
  giveWay(fault) {
    this.model = this.feed = null
    this.show(false)
    for (const node of [this.controls, this.status, this.view, this.footer]) node.replaceChildren()
    this.explain(fault).catch(() => null)
  }

  async explain(fault) {
    const say = (words) => {
      this.frame.hidden = this.ruler.hidden = false
      this.notice.replaceChildren(
        h('p', { role: 'alert', part: 'error' }, icon('warn'), words),
        button('.control', 'retry', () => this.load('no-cache'), {}, this.words.word('retry')),
      )
    }
    const { run } = this
    const { detail, refused } = fault
    const isPlain = !detail && refused === undefined
    const more = isPlain ? null : await this.module('details').catch(() => null)
    if (run === this.run) say(more ? more.faultWords(fault, this.words) : (detail ?? this.words.word('error')))
  }

  report({ status = null, title = null, detail = null, message }) {
    this.tell('error', { status, title, detail, message })
  }

  /** Up to half as late again, so that pages do not ask at once. */
  plan(delay) {
    this.dueAt = Date.now() + delay * (1 + Math.random() / 2)
    this.wake()
  }

  tell(name, detail) {
    return this.host.dispatchEvent(new CustomEvent(name, { detail, cancelable: name === 'select' }))
  }

  // --- What the reader does ---

  /** Theme, height, zone. `auto`: light letters stand on a dark ground. */
  look() {
    const asked = (name) => this.host.getAttribute(name) ?? ''
    const [theme, height, most, tz] = ['theme', 'height', 'max-height', 'tz'].map(asked)
    const isForced = theme === 'light' || theme === 'dark'
    const { dataset, classList } = this.frame
    dataset.theme = isForced ? theme : isLight(getComputedStyle(this.host).color) ? 'dark' : 'light'
    classList.toggle('forced', isForced)
    const length = (words) => (/^\d+$/.test(words) ? `${words}px` : words)
    this.view.style.maxHeight = length(most)
    if (this.asked !== height) this.scroll(length(height))
    this.asked = height
    this.view.classList.toggle('scrolls', Boolean(most) || this.box.matches('.fixed'))
    if (tz && dataset.tz !== tz) this.reader.tz = tz === 'mine' || isZone(tz) ? tz : 'local'
    dataset.tz = tz
  }

  act(change) {
    const isPaged = 'to' in change || 'from' in change || 'most' in change
    const first = change.from ?? Math.min(this.reader.to, this.model?.rows.length ?? 0)
    Object.assign(this.reader, isPaged ? {} : { most: 2 * PAGE }, change)
    const { tz, search } = this.reader
    this.search.value = search
    if (isPaged || this.modules.details || !this.isNarrow) this.draw()
    if (!isPaged) {
      this.tell('change', { view: this.viewName, tz, search })
      if (this.isNarrow) this.do('searchOn')
    } else if (!('most' in change)) this.focus(`t:${this.model?.rows[first]?.slug}`)
  }

  /** A module of this folder that is loaded when it is needed; it gets the parts of this file. */
  async module(name) {
    if (this.modules[name]) return this.modules[name]
    const module = await import(String(new URL(`${name}.js`, import.meta.url)))
    module.start(tools)
    if (module.styleSheet) this.root?.adoptedStyleSheets.push(module.styleSheet)
    return (this.modules[name] = module)
  }

  /** What few readers do: `details.js` knows how. */
  async do(name, ...facts) {
    try {
      const more = await this.module('details')
      if (this.host.isConnected) await more[name](this, ...facts)
    } catch (fault) {
      this.explain(fault)
    }
  }

  /** Opens or closes a fold and what goes with it. */
  toggle(key, ...others) {
    const { open } = this.reader
    const isOpen = !open.has(key)
    for (const one of [key, ...others]) isOpen ? open.add(one) : open.delete(one)
    this.draw()
    if (isOpen && !key.startsWith('p:')) this.do('fill', key)
  }

  focus(key) {
    /** @type {HTMLElement|null|undefined} */
    const found = this.root?.querySelector(`[data-key="${CSS.escape(key)}"]`)
    found?.focus({ preventScroll: true })
  }

  /** A hash that names nothing else in the page may name an event. */
  want(isFollowed) {
    const name = location.hash.slice(1)
    const isOurs = /^[a-z0-9][a-z0-9-]*$/.test(name) && !document.getElementById(name)
    this.wanted = isOurs ? { name, isFollowed } : null
  }

  // --- Drawing ---

  /** The reader asks for some of the events. */
  get isNarrow() {
    return this.reader.onlyChanged || this.reader.search.trim() !== ''
  }

  get viewName() {
    const asked = this.reader.view || this.host.getAttribute('view') || ''
    return /^(lanes|map)$/.test(asked) && !this.reader.isPrinting ? asked : 'list'
  }

  /** What a view is drawn from, and what it may do. */
  drawing() {
    const { feed, reader, words, step, busy } = this
    const rest = (side) => ({ rest: feed?.rest(side) ?? 0 })
    return {
      model: /** @type {Model} */ (this.model),
      now: Date.now(),
      reader,
      t: words,
      timeline: this,
      level: Math.min(6, Math.max(2, Number(this.host.getAttribute('heading-level')) || 2)),
      links: /^(new|same)-tab$/.exec(this.host.getAttribute('links') ?? '')?.[0] ?? 'inline',
      isOpen: feed?.isOpen,
      ahead: rest('ahead'),
      behind: rest('behind'),
      step,
      busy,
      shown: 0,
      lacks: false,
      found: 0,
      more: this.modules.details,
      test: (this.isNarrow && this.modules.details?.filterOf(reader, Date.now())) || null,
      tools,
      act: (change) => this.act(change),
      page: (side) => this.do('page', side),
      toggle: (key, ...others) => this.toggle(key, ...others),
      select: (event, click) => this.tell('select', { event: structuredClone(event) }) || click.preventDefault(),
    }
  }

  draw() {
    if (this.model) this.safely(() => this.drawAll())
  }

  /** What a fault in our own code leaves is the fallback. */
  safely(act) {
    try {
      act()
    } catch (fault) {
      this.giveWay(/** @type {Error} */ (fault))
      this.report(/** @type {Error} */ (fault))
    }
  }

  /** Focus and scroll stay where they were. */
  drawAll() {
    const d = this.drawing()
    const { t, model } = d
    const key = this.root?.activeElement?.getAttribute('data-key')
    const scroll = this.view.scrollTop
    const [search, title] = [t.word('search'), t.word('timeline')]
    const module = this.modules[this.viewName]
    const isThere = module && d.more
    const view = isThere ? module.draw(d) : listView(d)
    if (!isThere && this.viewName !== 'list') this.do('bring')
    set(this.frame, { lang: t.lang, dir: RIGHT_TO_LEFT.test(t.lang) ? 'rtl' : 'ltr' })
    set(this.search, { placeholder: search, 'aria-label': search })
    set(this.controls, { 'aria-label': title })
    const skip = model.all.length > 20 && button('.skip', 'skip', () => this.end.focus(), {}, t.word('skip'))
    const shown = [skip, ...controls(d, this.search, this.feed?.query)]
    this.show(true)
    this.notice.replaceChildren()
    this.controls.replaceChildren(...shown.filter((node) => node instanceof Element))
    this.view.replaceChildren(view)
    this.view.scrollTop = scroll
    if (this.view.matches('.scrolls')) set(this.view, { tabindex: 0, role: 'region', 'aria-label': title })
    const words = countWords(d)
    if (this.status.textContent !== words) this.status.textContent = words
    this.drawFooter()
    if (key) this.focus(key)
  }

  drawFooter() {
    this.footer.replaceChildren(...footer(this.drawing(), this.fresh, this.feed?.query))
  }

  /** Fewer rows at first where the page keeps less room than they need, or a list that scrolls. */
  fit() {
    const { reader, space, model } = this
    for (let count = space.rowsThatFit(this.view), tries = 3; count !== null && tries; tries -= 1) {
      if (count && model?.isPast && this.feed?.isOpen) reader.from = model.rows.length - count
      if (count) reader.to = reader.from + count
      else {
        this.scroll(`${space.fill()}px`)
        return this.draw()
      }
      this.draw()
      count = space.rowsThatFit(this.view)
    }
    space.fill()
  }

  scroll(height) {
    this.box.style.blockSize = height
    const isTight = Boolean(height) && this.box.offsetHeight < TIGHT
    this.box.classList.toggle('tight', isTight)
    this.box.classList.toggle('fixed', Boolean(height) && !isTight)
    this.view.classList.toggle('scrolls', Boolean((height && !isTight) || this.view.style.maxHeight))
  }
}

/** What is not loaded is said; what a search counts, `details.js` says. */
function countWords(d) {
  const { t, model, ahead, behind, test } = d
  const n = model.all.length
  const m = n + ahead.rest + behind.rest
  const whole = t.word('count', { n })
  const words = m === n ? whole : Number.isNaN(m) ? t.word('onDemand', { a: whole }) : t.word('loaded', { n, m })
  return test ? d.more.foundWords(d, words) : words
}
