import { expect, it } from 'vitest';
import { createServerLog } from './log.ts';
import { createRedactor } from './security/redaction/redactor.ts';

function logged(message: string, detail?: Record<string, unknown>): string {
  const redactor = createRedactor();
  redactor.add('hunter22');
  const lines: string[] = [];
  createServerLog(redactor, (line) => lines.push(line))('warning', message, detail);
  return lines.join('');
}

it('writes one line with time, level and details', () => {
  expect(logged('it happened', { n: 1, who: 'me' })).toMatch(/^\d{4}-.+Z warning it happened n=1 who="me"\n$/);
});

it('masks secrets and takes away control characters', () => {
  const line = logged('say\n\u001b[31m hunter22', { text: 'a\nb' });
  expect(line).toContain('••••');
  expect(line).not.toContain('hunter22');
  expect(line.trimEnd()).not.toMatch(/\p{Cc}/u);
});

it('names faults with their causes, without what was to be stored', () => {
  const cause = new Error('disk full');
  const fault = new Error('Failed query: insert into "session" values ($1)\nparams: the-session-token', { cause });
  const line = logged('failed', { fault, reason: fault.message });
  expect(line).toContain('Failed query: insert');
  expect(line).toContain('<- Error: disk full');
  expect(line).not.toContain('the-session-token');
});
