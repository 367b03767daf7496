// Reads a calendar from standard input as a calendar program would, and prints what it found as JSON.
import { readFileSync } from 'node:fs';
import ICAL from './ical.mjs'; // ical.js, put beside this by the build

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
const events = calendar.getAllSubcomponents('vevent').map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    isDate: event.startDate.isDate && event.endDate.isDate,
    sequence: event.sequence,
    stamp: component.getFirstPropertyValue('dtstamp').toString(),
    url: component.getFirstPropertyValue('url'),
    transparency: component.getFirstPropertyValue('transp'),
    properties: component.getAllProperties().map((property) => property.name),
  };
});
process.stdout.write(JSON.stringify({
  name: calendar.getFirstPropertyValue('x-wr-calname'),
  method: calendar.getFirstPropertyValue('method'),
  version: calendar.getFirstPropertyValue('version'),
  product: calendar.getFirstPropertyValue('prodid'),
  events,
}));
