/**
 * `<diplomatic-timeline src="https://…/v1/events">`: an agenda of diplomatic events for any page.
 * attributes -> `Feed` (pages) -> `buildModel` (rows) -> a view (nodes) -> shadow root; `Timeline` holds it together.
 */

import { Timeline } from './timeline.js'

const DATA_ATTRIBUTES = ['src', 'from', 'to', 'filter', 'limit', 'lang', 'data-allow']
const LOOKS = ['view', 'theme', 'tz', 'height', 'max-height', 'heading-level', 'links', 'lanes']

/**
 * Its attributes are its state. Events: `ready` ({count}), `select` ({event}; preventDefault keeps the page), `change`
 * ({view, tz, search}), `error` ({status, title, detail, message}).
 */
export class DiplomaticTimeline extends HTMLElement {
  static observedAttributes = [...DATA_ATTRIBUTES, ...LOOKS]

  #timeline = new Timeline(this)
  /** @type {Set<string>} */ #changed = new Set()

  connectedCallback() {
    this.#timeline.connect()
  }

  disconnectedCallback() {
    this.#timeline.disconnect()
  }

  attributeChangedCallback(name) {
    if (!this.isConnected || !this.shadowRoot) return
    if (!this.#changed.size) queueMicrotask(() => this.#follow([...this.#changed]))
    this.#changed.add(name)
  }

  #follow(names) {
    this.#changed.clear()
    if (names.includes('view')) this.#timeline.reader.view = ''
    this.#timeline.safely(() => this.#timeline.look())
    if (names.some((name) => DATA_ATTRIBUTES.includes(name))) this.reload()
    else this.#timeline.draw()
  }

  reload() {
    return this.#timeline.load('no-cache')
  }
}

if (!customElements.get('diplomatic-timeline')) customElements.define('diplomatic-timeline', DiplomaticTimeline)
