/** Search, filter of changes, subscribe button and footer. */

import { button, discloser, h, icon, link } from './nodes.js'
import { TIME } from './constants.js'
import { city } from './words.js'

/** The search field is made once, so that typing keeps its place. */
export function controls(d, searchField, query) {
  const { t, reader, model } = d
  const { onlyChanged } = reader
  const narrow = () => d.act({ onlyChanged: !onlyChanged })
  const view = (name) => {
    const isShown = d.timeline.viewName === name
    const attributes = { 'aria-pressed': `${isShown}`, tabindex: isShown ? 0 : -1 }
    return button('', `v:${name}`, () => d.act({ view: name }), attributes, t.word(name))
  }
  return [
    h(
      'div.zones.views',
      { role: 'toolbar', 'aria-label': t.word('views'), keydown: (press) => d.timeline.do('along', press) },
      ['list', 'lanes', 'map'].map(view),
    ),
    h('label.search', {}, icon('search'), searchField),
    (model.changed > 0 || onlyChanged) &&
      button('.control', 'changed', narrow, { 'aria-pressed': `${onlyChanged}` }, t.word('changes', { n: model.changed })),
    discloser('.control.strong', d, 'subscribe', false, icon('bell'), t.word('subscribe')),
    d.more && reader.open.has('subscribe') && d.more.subscribePanel(t, query),
  ]
}

export function footer(d, { loadedAt, isStale }, source) {
  const { t, reader, model } = d
  const choice = (tz, name) => button('', `z:${tz}`, () => d.act({ tz }), { 'aria-pressed': `${reader.tz === tz}` }, name)
  const mine = city(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const a = isStale ? t.format(TIME).format(loadedAt) : t.ago(loadedAt, d.now)
  return [
    model.hasClocks &&
      h(
        'div.zones',
        { role: 'group', 'aria-label': t.word('times') },
        choice('local', t.word('local')),
        choice('mine', t.word('mine', { a: mine })),
      ),
    h(isStale ? 'span.warn' : 'span', {}, t.word(isStale ? 'stale' : 'updated', { a })),
    link(
      '',
      source.origin,
      { 'data-key': 'data', target: d.links === 'same-tab' ? null : '_blank' },
      t.word('data', { a: source.host }),
    ),
  ].filter(Boolean)
}
