/**
 * Keeps preview and code of /embed/builder in step with the form; without this script the button does it.
 *
 * change in the form -> the same page with the new choices, as a document -> its code, preview and heading into this
 * page. A choice that the service refuses is sent as the form would send it, so that its answer explains why.
 */

const form = /** @type {HTMLFormElement} */ (document.querySelector('form.choose'))
const frame = /** @type {HTMLIFrameElement|null} */ (document.querySelector('.preview iframe'))
let newest = 0

/** @returns {string} the address of this page with what the form says, without empty fields */
function address() {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== '')
  const query = new URLSearchParams(/** @type {[string, string][]} */ (chosen)).toString()
  return query ? `/embed/builder?${query}` : '/embed/builder'
}

function update() {
  const asked = (newest += 1)
  const request = new XMLHttpRequest()
  request.open('GET', address())
  request.responseType = 'document'
  request.addEventListener('load', () => {
    if (asked !== newest) return
    if (request.status !== 200 || !request.response) return form.submit()
    history.replaceState(null, '', address())
    show(request.response)
  })
  request.send()
}

/** @param {Document} page */
function show(page) {
  for (const code of document.querySelectorAll('.code-text')) {
    const other = /** @type {HTMLTextAreaElement|null} */ (page.getElementById(code.id))
    if (other) /** @type {HTMLTextAreaElement} */ (code).value = other.value
  }
  for (const id of ['chosen-head', 'chosen-intro']) {
    const [own, other] = [document.getElementById(id), page.getElementById(id)]
    if (own && other) own.textContent = other.textContent
  }
  const src = page.querySelector('.preview iframe')?.getAttribute('src')
  if (frame && src && frame.getAttribute('src') !== src) frame.src = src
}

if (frame) form.addEventListener('change', update)
