// Prints what node-ical reads of a calendar: FILE.
import { readFileSync } from 'node:fs'
import ical from 'node-ical'

/** @param {any} time a day (node-ical's midnight of the machine's zone) or an instant in UTC */
function moment(time) {
  if (time === undefined) return null
  if (!time.dateOnly) return time.toISOString()
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

const entries = Object.values(ical.sync.parseICS(readFileSync(process.argv[2], 'utf8')))
  .filter((component) => component.type === 'VEVENT')
  .map((event) => ({
    uid: event.uid,
    starts: moment(event.start),
    ends: moment(event.end),
    status: event.status ?? null,
    summary: event.summary,
    location: event.location ?? null,
    description: event.description ?? null,
  }))
process.stdout.write(JSON.stringify(entries))
