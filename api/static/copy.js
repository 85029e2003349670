/**
 * A copy button beside each address of the page; without this script the field can be selected and copied by hand.
 *
 * `.copy-row` with a field -> button and a status line -> the field's value in the clipboard, or, where a page may not
 * write there (no TLS), the selected text for the reader to copy.
 */

/** @param {HTMLElement} row */
function addButton(row) {
  const address = row.querySelector('input, textarea')
  if (!(address instanceof HTMLInputElement || address instanceof HTMLTextAreaElement)) return
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
    said.textContent = isCopied
      ? address instanceof HTMLInputElement
        ? 'Address copied'
        : 'Code copied'
      : 'Selected: now copy it'
  })
  address.addEventListener('focus', () => address.select())
}

/**
 * @param {HTMLInputElement|HTMLTextAreaElement} address
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
