import type { Json, JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import type { CompileContext } from '../context.ts';
import { isNull, type MapEntry, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { capital, type FieldRule, inWords, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { dayAt, formatUtc, isTimeZone, momentOf } from './local-time.ts';

const fields = {
  workflow: { kind: 'text', required: true },
  execution_arguments: { kind: 'map' },
  workflow_parameters: { kind: 'map' },
  since: { kind: 'text', required: true },
  until: { kind: 'text' },
  recurrence: { kind: 'text' },
  timezone: { kind: 'text' },
  weekdays: { kind: 'list' },
  count: { kind: 'int' },
  default_enabled: { kind: 'bool' },
  stop_after_fail: { kind: 'bool' },
  slip: { kind: 'int' },
} satisfies Record<string, FieldRule>;

const argumentFields = {
  force: { kind: 'bool' },
  is_dry_run: { kind: 'bool' },
  wait_after_fail: { kind: 'int' },
  allow_custom_parameters: { kind: 'bool' },
} satisfies Record<string, FieldRule>;

/** Where times without a zone, and days, are meant. */
const localZone = 'UTC';

/**
 * Reads `default_schedules` (dsl.md section 11). Absolute times become `YYYY-MM-DD HH:MM:SS` in UTC, of the schedule's
 * zone or else of UTC; a time of day is meant today. Times that count from the deployment's creation (`+2 days`) stay.
 */
export function readSchedules(entry: MapEntry | undefined, context: CompileContext): JsonObject {
  if (entry?.value.kind !== 'map') return {};
  const schedules = namedEntries(entry.value.entries, 'a schedule', context);
  return jsonObject(schedules.map((schedule): [string, Json] => [schedule.key, readSchedule(schedule, context)]));
}

function readSchedule(schedule: MapEntry, context: CompileContext): Json {
  const what = `the schedule "${schedule.key}"`;
  const read = readFields(schedule.value, { what, fields }, context);
  if (read === null) return null;
  if (read.execution_arguments !== undefined) {
    readFields(
      read.execution_arguments.value,
      { what: `the execution arguments of ${what}`, fields: argumentFields },
      context,
    );
  }
  checkParameters(read.workflow_parameters, what, context);
  checkWeekdays(read.weekdays, what, context);
  checkRecurrence(read.recurrence, what, context);
  const zone = textOf(read.timezone?.value) ?? '';
  const times: JsonObject = {};
  for (const name of ['since', 'until'] as const) {
    const time =
      read[name] === undefined ? null : readTime(read[name].value, { zone, zoneEntry: read.timezone, what }, context);
    if (time !== null) times[name] = time;
  }
  const kept = Object.values<MapEntry>(read).filter(({ key, value }) => key !== 'timezone' && !isNull(value));
  return { ...jsonObject(kept.map((entry) => [entry.key, toJson(entry.value)])), ...times };
}

function readTime(
  node: SyntaxNode,
  at: { zone: string; zoneEntry: MapEntry | undefined; what: string },
  context: CompileContext,
): string | null {
  const text = textOf(node) ?? '';
  if (text === '') return null;
  if (text.startsWith('+')) {
    const wrong = (text.match(/\+\d+ ?[a-z]+ ?/g) ?? []).find((delta) => !isDelta(delta.slice(1).trimEnd()));
    if (wrong !== undefined) reportDelta(node, { delta: wrong, what: at.what }, context);
    return text;
  }
  if (at.zone !== '' && !isTimeZone(at.zone)) {
    const detail = `${capital(at.what)} has the time zone "${at.zone}", which is not known.`;
    const range = rangeOf(at.zoneEntry?.value ?? node);
    context.report.error({ code: 9072, detail, range, hint: 'For example: Europe/Berlin.' });
    return null;
  }
  const moment = parseTime(text, at.zone === '' ? localZone : at.zone, context.now ?? 0);
  if (moment !== null) return context.now === null && !text.includes('-') ? text : formatUtc(moment);
  const detail = `${capital(at.what)} has the time "${text}", which cannot be understood.`;
  const hint = 'Write YYYY-MM-DD HH:MM, HH:MM, or a time from creation such as "+2 days".';
  context.report.error({ code: 9072, detail, range: rangeOf(node), hint });
  return null;
}

function parseTime(text: string, timeZone: string, now: number): number | null {
  const full = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2}):(\d{1,2})$/.exec(text);
  if (full !== null) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = full.slice(1).map(Number);
    return momentOf({ year, month, day, hour, minute }, timeZone);
  }
  const [, hour, minute] = /^\s*(\d{1,2}):(\d{1,2})$/.exec(text) ?? [];
  if (hour === undefined) return null;
  return momentOf({ ...dayAt(now), hour: Number(hour), minute: Number(minute) }, timeZone);
}

function checkRecurrence(entry: MapEntry | undefined, what: string, context: CompileContext): void {
  const text = textOf(entry?.value);
  if (entry !== undefined && text !== null && text !== '' && !isDelta(text)) {
    reportDelta(entry.value, { delta: text, what }, context);
  }
}

function isDelta(text: string): boolean {
  return /^\d+ ?(?:min(?:ute)?|h(?:our)?|d(?:ay)?|w(?:eek)?|mo(?:nth)?|y(?:ear)?)s?\n?$/.test(text);
}

function reportDelta(node: SyntaxNode, at: { delta: string; what: string }, context: CompileContext): void {
  const detail = `${capital(at.what)} has the time span "${at.delta}", which cannot be understood.`;
  const hint = 'Write a number and one of min, h, d, w, mo, y: "3 days", "1w".';
  context.report.error({ code: 9072, detail, range: rangeOf(node), hint });
}

const weekdays: readonly string[] = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];

/** Only the last two letters are looked at: `1mo` is the first Monday of a month. */
function checkWeekdays(entry: MapEntry | undefined, what: string, context: CompileContext): void {
  for (const item of entry?.value.kind === 'list' ? entry.value.items : []) {
    const text = textOf(item);
    if (text !== null && weekdays.includes(text.toLowerCase().slice(-2))) continue;
    const detail = `${capital(what)} lists the weekday ${inWords(item)}. Weekdays are: ${weekdays.join(', ')}.`;
    context.report.error({ code: text === null ? 1 : 9051, detail, range: rangeOf(item) });
  }
}

/** Schedules are made when the deployment is created, before there are attributes. */
function checkParameters(entry: MapEntry | undefined, what: string, context: CompileContext): void {
  if (entry?.value.kind !== 'map') return;
  for (const parameter of [entry, ...entry.value.entries.values()]) {
    const found = parameter.value.kind === 'map' ? parameter.value.entries.get('get_attribute') : undefined;
    if (found === undefined) continue;
    const detail = `The parameters of ${what} use get_attribute, and there are no attributes when the deployment is created.`;
    context.report.error({ code: 9051, detail, range: rangeOf(parameter.value) });
  }
}
