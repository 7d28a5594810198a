import { expect, test } from 'vitest';
import { redactJson } from './redact-json.ts';

test('texts and keys are redacted at every depth, the rest stays', () => {
  const redactor = { redact: (text: string) => text.replaceAll('hunter2', '•'), add: () => {} };
  const value = { hunter2: [1, null, true, { a: 'is hunter2' }], b: 'plain' };
  expect(redactJson(value, redactor)).toEqual({ '•': [1, null, true, { a: 'is •' }], b: 'plain' });
});
