/**
 * A copy button beside each address of the page; without this script the field can be selected and copied by hand.
 *
 * `.copy-row` with an input -> button and a status line -> the input's value in the clipboard, or, where a page may not
 * write there (no TLS), the selected text for the reader to copy.
 */

/** @param {HTMLElement} row */
function addButton(row) {
  const address = row.querySelector('input')
  if (!address) return
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  const said = document.createElement('p')
  said.className = 'copied'
  said.setAttribute('role', 'status')
  row.append(button, said)
  button.addEventListener('click', async () => {
    said.textContent = ''
    const isCopied = await copy(address)
    said.textContent = isCopied ? 'Address copied' : 'Selected: now copy it'
  })
  address.addEventListener('focus', () => address.select())
}

/**
 * @param {HTMLInputElement} address
 * @returns {Promise<boolean>} true if the clipboard holds the address now
 */
async function copy(address) {
  try {
    await navigator.clipboard.writeText(address.value)
    return true
  } catch {
    address.focus()
    address.select()
    return document.execCommand('copy')
  }
}

for (const row of document.querySelectorAll('.copy-row')) addButton(/** @type {HTMLElement} */ (row))
