/** What a reader looks for: rows by their words, without accents, and by what changed. No DOM. */

const fold = (value) => (/[^\0-\x7f]/.test(value) ? value.normalize('NFD').replace(/\p{M}/gu, '') : value).toLowerCase()

/** Folded texts of rows, kept as long as the row is. @type {WeakMap<Row, string>} */
const TEXTS = new WeakMap()

function textOf(row) {
  const known = TEXTS.get(row)
  if (known !== undefined) return known
  const { where, participants, title, summary, kind, status, topics } = row.event
  const names = [...where, ...participants].map(({ name }) => name)
  const text = fold([title, summary, row.slug, kind, status, ...names, ...topics].join(' '))
  TEXTS.set(row, text)
  return text
}

const isFound = (row, test) => test(row) || row.parts.some((part) => isFound(part, test))

/** How many rows a search shows of a row that it found: itself and what it found inside. */
export const countFound = (row, test) =>
  row.parts.reduce((sum, part) => sum + (isFound(part, test) ? countFound(part, test) : 0), 1)

/** The test of a row that the reader asks for, or null. */
export function filterOf({ search, onlyChanged }, now) {
  const words = fold(search).split(/\s+/).filter(Boolean)
  if (!words.length && !onlyChanged) return null
  return (row) => words.every((word) => textOf(row).includes(word)) && (!onlyChanged || row.isChanged(now))
}
