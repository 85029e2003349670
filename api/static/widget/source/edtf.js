/** Dates that are not exact in words: EDTF and JSON dates -> text, never more precise than the source. No DOM. */

import { DAY_AND_MONTH, LONG, MONTH, TIME, YEAR } from './constants.js'

/** One date or local time of EDTF: bounds, unit, mark; `plain`: its unit if there is no more to say. */
export function readPart(part) {
  const [, year, rest = '', clock, mark] =
    /^(\d\d[\dX]{2})((?:-[\dX]{2}){0,2})(?:(T\d\d:\d\d)[\d:.+Z-]*)?([?~%]?)$/.exec(part) ?? []
  const digits = rest.replaceAll('-XX', '')
  const season = ['spring', 'summer', 'autumn', 'winter'][/^-2[1-4]$/.test(digits) ? Number(digits[2]) - 1 : 9]
  const end = (season ? '' : digits) + (clock ? `${clock}Z` : '')
  const [first, last] = ['0', '9'].map((digit) => year?.replaceAll('X', digit) + end)
  const unit = { ...[YEAR, MONTH, LONG][season ? 0 : digits.length / 3], ...(clock && TIME) }
  const plain = !season && !mark && Object.keys(unit).join()
  return Number.isNaN(Date.parse(first)) ? null : { first, last, season, mark, unit, plain }
}

/** Without the mark. A winter ends in the next year. */
function partName({ first, last, season, unit }, t) {
  const name = t.days(first, season === 'winter' ? String(Number(last) + 1).padStart(4, '0') : last, unit)
  return season ? t.word(season, { a: name }) : name
}

function partWords(part, t) {
  let words = partName(part, t)
  if (/[~%]/.test(part.mark)) words = t.word('about', { a: words })
  return /[?%]/.test(part.mark) ? t.word('unsure', { a: words }) : words
}

/** EDTF in words; other text as it is. */
export function edtfWords(edtf, t) {
  const parts = Object.fromEntries(edtf.split(/\.\.|[[\],/]/).map((part) => [part, readPart(part)]))
  if (Object.keys(parts).some((part) => part && !parts[part])) return edtf
  const words = (part) => (parts[part] ? partWords(parts[part], t) : edtf)
  const member = (text) => {
    const [first, last = first] = text.split('..')
    if (!first || !last) return t.word(first ? 'orLater' : 'orEarlier', { a: words(first || last) })
    if (first === last) return words(first)
    const isShort = parts[first]?.plain === 'day,month,year' && first.slice(0, 4) === last.slice(0, 4)
    return t.word('between', { a: isShort ? t.days(first, first, DAY_AND_MONTH) : words(first), b: words(last) })
  }
  if (edtf[0] === '[') return t.list(edtf.slice(1, -1).split(',').map(member), 'disjunction')
  const [first, last] = edtf.split('/').map((end) => end.replace('..', ''))
  const [a, b] = [parts[first], parts[last]]
  if (last === undefined) return /^(month,)?year$/.test(a?.plain) ? t.word('inside', { a: words(first) }) : words(first)
  if (!first || !last) return t.word(first ? 'from' : 'until', { a: words(first || last) })
  return a?.plain && a.plain === b?.plain ? t.days(a.first, b.last, a.unit) : `${words(first)} – ${words(last)}`
}

/** Never more precise than the source. */
export function dateWords({ first_day: first, last_day: last, exact, edtf }, t) {
  if (exact) return t.days(first, last)
  if (!first && !last) return t.word('unknown')
  const notation = (edtf ?? `${first ?? ''}/${last ?? ''}`).replace(/^([\d-]+)\/([\d-]+)$/, '[$1..$2]')
  const a = edtfWords(notation, t)
  return /^\[[^,]*\d\.\.\d|X$|^\d{4}(-\d\d)?$/.test(notation) ? t.word('dayUnknown', { a }) : a
}

/** A month, season or year that is all there is to say of a date, else null. */
export function largeUnit(edtf, t) {
  const part = readPart(edtf ?? '')
  return part && !part.mark && !('day' in part.unit) ? partName(part, t) : null
}
