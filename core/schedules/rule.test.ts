import { expect, it } from 'vitest';
import { readRule } from './rule.ts';

function problemOf(text: string): string | null {
  const read = readRule(text);
  return read.ok ? null : read.problem;
}

it('reads a rule whatever its case and whether RRULE stands before it', () => {
  expect(problemOf('RRULE:FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=6;BYMINUTE=0')).toBeNull();
  expect(problemOf('freq=monthly;byday=-1fr;until=20271231')).toBeNull();
  expect(readRule('FREQ=DAILY')).toMatchObject({ rule: { interval: 1, count: null, until: null, weekStart: 0 } });
});

it.each([
  ['', 'empty'],
  ['BYDAY=MO', 'needs FREQ'],
  ['FREQ=SECONDLY', 'it has "SECONDLY"'],
  ['FREQ=DAILY;BYSECOND=1', 'BYSECOND is not offered'],
  ['FREQ=DAILY;EVERY=2', '"EVERY" is not part of a rule'],
  ['FREQ=DAILY;INTERVAL', 'not NAME=VALUE'],
  ['FREQ=DAILY;INTERVAL=0', 'whole number from 1'],
  ['FREQ=DAILY;COUNT=20000', 'from 1 to 10000'],
  ['FREQ=DAILY;INTERVAL=1;INTERVAL=2', 'twice'],
  ['FREQ=DAILY;COUNT=1;UNTIL=20271231', 'not both'],
  ['FREQ=DAILY;UNTIL=20270231', 'is not a day'],
  ['FREQ=DAILY;BYHOUR=24', '"24" is not a number from 0 to 23'],
  ['FREQ=DAILY;BYMONTHDAY=0', 'from 1 to 31, or from -31 to -1'],
  ['FREQ=WEEKLY;BYDAY=XX', 'Weekdays are MO'],
  ['FREQ=WEEKLY;BYDAY=1MO', 'YEARLY or MONTHLY only'],
  ['FREQ=MONTHLY;BYWEEKNO=3', 'YEARLY only'],
  ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY goes with'],
  ['FREQ=HOURLY;BYMINUTE=3', 'BYMINUTE goes with'],
  ['DTSTART:20270101T000000Z\nRRULE:FREQ=DAILY', 'one line, without DTSTART'],
])('says what is wrong with %j', (text, words) => {
  expect(problemOf(text)).toContain(words);
});
