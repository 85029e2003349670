/** Formats of dates and spans of time, in every file that is loaded: they weigh nothing. */

/** @type {Intl.DateTimeFormatOptions} */
export const YEAR = { year: 'numeric' }
export const MONTH = { month: 'long', ...YEAR }
export const DAY_AND_MONTH = { day: 'numeric', month: 'long' }
export const LONG = { ...DAY_AND_MONTH, ...YEAR }
export const SHORT = { day: 'numeric', month: 'short' }
export const TIME = { hour: '2-digit', minute: '2-digit' }
export const DAY_MS = 86400000
/** How long a change is news. */
export const CHANGED_MS = 7 * DAY_MS
