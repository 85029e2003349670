/** What the element takes from its page: the room that it keeps before its events are there, and the ground it stands on. */

/** A fallback that is lower is a line to click, not a picture of what comes. */
const LOW = 200
/** With fewer rows than this in the room of a fallback the list scrolls in it. */
const FEW_ROWS = 4

/** Keeps what is below `host` where it is while the events come into `box`. */
export function reserve(host, box) {
  let isFirm = false
  let edge = 0
  const keep = (height) => {
    box.style.minBlockSize = height ? `${height}px` : ''
  }
  /** Where the page goes on: the next element that has a place, else the end of what holds the element. */
  const below = () => {
    let next = host.nextElementSibling
    while (next && !next.getClientRects().length) next = next.nextElementSibling
    return next ? next.getBoundingClientRect().top : (host.parentElement?.getBoundingClientRect().bottom ?? 0)
  }
  return {
    /** Before the events: the height of a fallback or of the page's own style, else all down to the end of the screen. */
    measure() {
      keep(0)
      const { top, height, width } = host.getBoundingClientRect()
      isFirm = height >= LOW && !host.hasAttribute('height')
      const isInSight = width > 0 && window.top === window && top >= 0 && top < innerHeight
      if (!isFirm && isInSight && !/height/.test(host.getAttributeNames().join())) keep(innerHeight - top)
    },

    before() {
      edge = below()
    },

    /** How many rows fit where the fallback was: null for all, 0 if so few do that the list has to scroll. */
    rowsThatFit(view) {
      const over = below() - edge
      if (!isFirm || over < 1) return null
      const rows = [...view.querySelectorAll('.list > section > ol > .event')]
      const end = (rows.at(-1)?.getBoundingClientRect().bottom ?? 0) - over - (view.querySelector('.later') ? 0 : 60)
      const count = rows.filter((row) => row.getBoundingClientRect().bottom <= end).length
      return count < FEW_ROWS ? 0 : Math.min(count, rows.length - 1)
    },

    /** Fills up what the events do not need; the height that the box then has. */
    fill() {
      const { height } = box.getBoundingClientRect()
      const full = height + edge - below()
      if (isFirm) keep(full)
      return full
    },

    /** Room below the events may go once nobody sees it or the reader did something. */
    release() {
      if (!isFirm) keep(0)
    },
  }
}

/** In any notation of a browser. */
export function isLight(colour) {
  const [, notation, rest = ''] = /^([a-z]+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(colour) ?? []
  const [a = 0, b = 0, c = 0] = rest.match(/-?[\d.]+/g)?.map(Number) ?? []
  if (/^(ok)?l/.test(notation)) return a > (notation[0] === 'o' ? 0.73 : 73)
  return (0.299 * a + 0.587 * b + 0.114 * c) / (notation === 'color' ? 1 : 255) > 0.73
}
