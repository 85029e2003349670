// Prints what ical.js, the parser of Thunderbird, reads of a calendar: FILE.
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'

/** @param {any} time a day or an instant in UTC */
function moment(time) {
  return time.isDate ? time.toString() : time.toJSDate().toISOString()
}

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')))
for (const zone of calendar.getAllSubcomponents('vtimezone')) {
  ICAL.TimezoneService.register(zone)
}
const entries = calendar.getAllSubcomponents('vevent').map((component) => {
  const event = new ICAL.Event(component)
  return {
    uid: event.uid,
    starts: moment(event.startDate),
    ends: moment(event.endDate),
    status: component.getFirstPropertyValue('status'),
    summary: event.summary,
    location: event.location,
    description: event.description,
  }
})
process.stdout.write(JSON.stringify(entries))
