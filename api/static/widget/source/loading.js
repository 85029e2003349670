/** Attributes -> address of the query -> pages of public JSON; languages -> words. */

import { localDay, shiftDay } from './model.js'
import { safeUrl } from './nodes.js'
import { Words } from './words.js'

const MAX_BYTES = 9e6

/** Why there are no events: `refused` is an origin that is not allowed, `detail` the service's own explanation. */
export class Fault extends Error {
  /** @param {{status?: number, wait?: number, title?: string, detail?: string, refused?: string}} facts */
  constructor(message, facts = {}) {
    super(message)
    Object.assign(this, facts)
  }
}

/** `src`, narrowed by the attributes; the number and the form of the events are the feed's. */
export function queryUrl(element) {
  const src = element.getAttribute('src') ?? ''
  const url = src ? safeUrl(src, document.baseURI) : null
  const allowed = [location.origin, new URL(import.meta.url).origin, ...(element.dataset.allow ?? '').split(/\s+/)]
  if (!url || !allowed.includes(url.origin)) throw new Fault('address refused', { refused: url?.origin ?? src })
  const { searchParams } = url
  url.pathname = url.pathname.replace(/\/v1\/events$/, '$&.json')
  const filter = new URLSearchParams(element.getAttribute('filter') ?? '')
  for (const [name, value] of filter) searchParams.append(name, value)
  for (const name of ['from', 'to'])
    if (element.hasAttribute(name)) searchParams.set(name, relativeDay(element.getAttribute(name)))
  return url
}

/** "today-30" as a day. */
const relativeDay = (words) =>
  words.replace(/^today([+-]\d{1,4})?$/, (_, count) => shiftDay(localDay(Date.now()), Number(count ?? 0)))

/** The JSON at an address of `origin`, with its ETag. Throws a Fault on a refusal, foreign redirects, too much or wrong JSON. */
export async function fetchJson(url, cache, signal) {
  const response = await fetch(url, { cache, credentials: 'omit', signal })
  const { status, headers } = response
  const { origin } = new URL(response.url)
  if (origin !== url.origin) throw new Fault('foreign redirect', { refused: origin })
  if (response.ok) return { json: await readJson(response), tag: headers.get('ETag') ?? String(Math.random()) }
  const { title, detail } = (await readJson(response).catch(() => null)) ?? {}
  const wait = Number(headers.get('Retry-After'))
  throw new Fault(`status ${status}`, { status, wait, title, detail: status < 500 ? detail : undefined })
}

async function readJson({ body }) {
  const reader = body.getReader()
  const chunks = []
  for (let size = 0; ;) {
    const { done, value } = await reader.read()
    if (done) return JSON.parse(await new Blob(chunks).text())
    size += value.length
    chunks.push(value)
    if (size > MAX_BYTES) {
      await reader.cancel()
      throw new RangeError('answer too long')
    }
  }
}

const languageOf = (tag) => tag.split('-')[0].toLowerCase()

/** English if there are none. */
export async function loadWords(lang) {
  if (languageOf(lang) === 'en') return new Words(lang)
  try {
    const response = await fetch(new URL(`words/${languageOf(lang)}.json`, import.meta.url), { credentials: 'omit' })
    if (response.ok) return new Words(lang, await response.json())
  } catch {
    // English it is.
  }
  return new Words('en-GB')
}

/** The nearest `lang`, also outside of the shadow tree in which the element stands. */
function languageAround(element) {
  for (let node = element; node; node = node.getRootNode().host) {
    const found = node.closest('[lang]')
    if (found) return found.lang
  }
}

/** With a region: "en" alone means US dates. */
export function localeOf(element) {
  const asked = languageAround(element) || navigator.language || 'en'
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
