/**
 * The chosen day in the reader's own words beside a day field, whose pattern follows the browser and not the reader.
 *
 * `input[type=date]` + `output[for]` -> every change of the field -> the day with the name of its month.
 */

const format = new Intl.DateTimeFormat(navigator.languages, { dateStyle: 'long', timeZone: 'UTC' })

/**
 * @param {HTMLInputElement} field
 * @param {HTMLOutputElement} words
 */
function say(field, words) {
  const day = field.valueAsDate
  words.lang = format.resolvedOptions().locale
  words.textContent = day ? format.format(day) : ''
}

for (const words of document.querySelectorAll('output.day-words')) {
  const output = /** @type {HTMLOutputElement} */ (words)
  const field = document.getElementById(output.htmlFor.value)
  if (!(field instanceof HTMLInputElement)) continue
  field.addEventListener('input', () => say(field, output))
  say(field, output)
}
