/** What the views and the details, which are loaded later, get from the first file. */

import { eventEntry, listView, namesOf, sourcesOf } from './list.js'
import { fetchJson } from './loading.js'
import { instant, localDay, readClaims, readEvent, shiftDay, someRow, text, wholes } from './model.js'
import { button, discloser, h, icon, link, safeUrl, set } from './nodes.js'
import { ENGLISH, sentence } from './words.js'

export const tools = {
  ...{ button, discloser, h, icon, link, safeUrl, set },
  ...{ ENGLISH, eventEntry, listView, namesOf, sentence, sourcesOf, text },
  ...{ fetchJson, instant, localDay, readClaims, readEvent, shiftDay, someRow, wholes },
}
