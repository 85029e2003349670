/**
 * Gives each frame of a timeline the height of its content; for pages of others, beside the frame.
 *
 * message { type, height } -> is it ours? -> `height` of the frame that sent it. A message counts only if it comes from
 * a frame whose address is /embed of the origin of this script, and if it has a height from 0 to 20,000; a frame in a
 * sandbox has the origin "null", so the sender itself is compared and not its origin.
 */

;(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const { origin } = new URL(script.src)
  const most = 20000

  /** @param {MessageEvent} message */
  function resize({ source, data }) {
    if (data?.type !== 'diplomatic-timeline:height' || !Number.isInteger(data.height)) return
    if (data.height < 0 || data.height > most) return
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source && isOurs(frame.src)) frame.height = String(data.height)
  }

  /** @param {string} address */
  function isOurs(address) {
    const url = new URL(address, document.baseURI)
    return url.origin === origin && url.pathname.endsWith('/embed')
  }

  addEventListener('message', resize)
})()
