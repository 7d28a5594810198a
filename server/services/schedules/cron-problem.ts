import { Cron } from 'croner';

const fields = [
  { name: 'minute', allowed: '0 to 59' },
  { name: 'hour', allowed: '0 to 23' },
  { name: 'day of the month', allowed: '1 to 31, or L for the last one' },
  { name: 'month', allowed: '1 to 12 or JAN to DEC' },
  { name: 'day of the week', allowed: '0 to 7 or SUN to SAT; 0 and 7 are Sunday' },
] as const;

/** What is wrong with a cron rule of five fields, and how to mend it; null when nothing is. */
export function cronProblem(rule: string): string | null {
  const parts = rule.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    const more = parts.length === 6 || parts.length === 7 ? ' Seconds and years are not offered.' : '';
    return `A cron rule has five fields: minute, hour, day of the month, month, day of the week. This one has ${parts.length}.${more}`;
  }
  for (const [place, field] of fields.entries()) {
    const alone = fields.map((_, at) => (at === place ? (parts[place] ?? '') : '*')).join(' ');
    if (isRule(alone)) continue;
    return `"${parts[place]}" is not a ${field.name}. It is ${field.allowed}, or *, a list (1,3), a range (1-5) or steps (*/10).`;
  }
  return isRule(rule) ? null : `"${rule}" is not a cron rule.`;
}

function isRule(rule: string): boolean {
  try {
    new Cron(rule, { mode: '5-part', paused: true });
    return true;
  } catch {
    return false;
  }
}
