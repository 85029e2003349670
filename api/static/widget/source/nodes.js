/** Elements, links and icons. Foreign text becomes text nodes, foreign addresses links only if they are http(s). */

/** An element; functions become listeners, null and false are left out. */
export function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split('.')
  const isDrawing = /^(svg|path|circle|text)$/.test(tag)
  const node = isDrawing ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag)
  set(node, { class: classes.join(' ') || null, ...attributes })
  node.append(...children.flat(Infinity).filter(Boolean))
  return node
}

export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value)
    else if (value !== null && value !== false) node.setAttribute(name, value)
  }
}

/** Http(s), else null. */
export function safeUrl(address, base) {
  const url = URL.canParse(address, base) ? new URL(address, base) : null
  return /^https?:$/.test(url?.protocol ?? '') ? url : null
}

/** A foreign address in a tab of its own, in this one only if the page's author wants it. */
export function link(selector, address, attributes, ...children) {
  const href = safeUrl(address)?.href
  if (!href) return h(`span${selector}`, {}, children)
  return h(`a${selector}`, { href, rel: 'noopener', target: '_blank', ...attributes }, children)
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

export function icon(name) {
  const [ring, path] = Object.hasOwn(ICONS, name) ? ICONS[name] : ['ring']
  return h(
    'svg',
    { class: `icon ${ring}`, viewBox: '0 0 16 16', 'aria-hidden': true },
    ring && h('circle', { cx: 8, cy: 8, r: 5.6 }),
    path && h('path', { d: path }),
  )
}

/** Focus returns to `key`. */
export const button = (selector, key, click, attributes, ...children) =>
  h(`button${selector}`, { 'data-key': key, click, ...attributes }, children)

export const discloser = (selector, d, key, isFound, ...children) =>
  button(selector, key, () => d.toggle(key), { 'aria-expanded': `${isFound || d.reader.open.has(key)}` }, children)
