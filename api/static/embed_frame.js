/**
 * Tells the page around the frame how high the frame's content is, whenever that changes, and where a reader wants to go.
 *
 * height of <main> -> messages in three forms: our own, Datawrapper's, and WordPress's, which carries the secret of the
 * address's fragment. No storage and no cookie: in a sandbox the origin of this page is opaque. Nothing is received.
 */

;(() => {
  const around = window.parent
  if (around === window) return

  const main = /** @type {HTMLElement} */ (document.querySelector('main'))
  const secret = /[#?&]secret=([A-Za-z0-9]{1,64})(?:&|$)/.exec(location.hash)?.[1]
  const narrowest = 100 // a frame that has no room yet wraps every letter
  let told = 0

  /** @param {unknown} message */
  const tell = (message) => around.postMessage(message, '*')

  /**
   * WordPress reads only messages with the secret that it put into the address.
   *
   * @param {string} message
   * @param {unknown} value
   */
  const tellWordPress = (message, value) => secret && tell({ message, value, secret })

  function tellHeight() {
    const { paddingTop, paddingBottom } = getComputedStyle(document.body)
    const height = Math.ceil(main.getBoundingClientRect().height + parseFloat(paddingTop) + parseFloat(paddingBottom))
    if (height === told || innerWidth < narrowest) return
    told = height
    tell({ type: 'diplomatic-timeline:height', height })
    tell({ 'datawrapper-height': { 'diplomatic-timeline': height } })
    tellWordPress('height', height)
  }

  /** In WordPress's sandbox a link leads nowhere by itself; its page follows it. @param {MouseEvent} click */
  function follow(click) {
    const link = click.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (!secret || click.defaultPrevented || !(link instanceof HTMLAnchorElement) || !/^https?:/.test(link.href)) return
    click.preventDefault()
    tellWordPress('link', link.href)
  }

  // Before its style sheets the content is many times as high, and a page around it would jump.
  addEventListener('load', () => new ResizeObserver(tellHeight).observe(main))
  document.addEventListener('click', follow)
  tellWordPress('ready', '')
})()
