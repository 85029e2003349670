/** What the element takes from its page: the room that it keeps before its events are there, and the ground it stands on. */

/** A fallback that is lower is a line to click, not a picture of what comes. */
const LOW = 200

/** Keeps room in `box`, which holds the fallback's `slot`. */
export function reserve(box, slot) {
  let room = 0
  let isFirm = false
  const keep = (height) => {
    box.style.minBlockSize = height ? `${height}px` : ''
  }
  return {
    /** The height of a fallback, else all down to the end of the screen, so that what is below stays out of sight. */
    measure(host) {
      if (slot.hidden || host.hasAttribute('height')) return
      keep(0)
      const { top, height, width } = box.getBoundingClientRect()
      isFirm = height >= LOW
      const isInSight = width > 0 && window.top === window && top >= 0 && top < innerHeight
      room = isFirm ? height : isInSight && !host.hasAttribute('max-height') ? innerHeight - top : 0
      keep(room)
    },

    /** Room below the events may go once nobody sees it or the reader did something. */
    release() {
      if (!isFirm && slot.hidden) keep((room = 0))
    },

    /** How many rows fit into the room of a fallback; null if those that are there fit, or all may show. */
    rowsThatFit(view) {
      const over = box.getBoundingClientRect().height - room
      const rows = [...view.querySelectorAll('.list > section > ol > .event')]
      if (!isFirm || over < 1 || rows.length < 2) return null
      const end = rows.at(-1).getBoundingClientRect().bottom - over - (view.querySelector('.later') ? 0 : 60)
      const count = rows.filter((row) => row.getBoundingClientRect().bottom <= end).length
      return Math.max(1, Math.min(count, rows.length - 1))
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
