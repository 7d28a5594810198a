import { expect, test } from 'vitest';
import { applyEdits, applyIntent, type Intent, openBlueprint } from './index.ts';

const place = { node: 'web', interface: 'life', operation: 'create' };

function edit(text: string, intent: Intent): string {
  const result = applyIntent(openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': text } }), intent);
  if (!result.ok) throw new Error(result.reason);
  return applyEdits(text, result.edits['b.yaml'] ?? []);
}

function withOperation(operation: string): string {
  return `node_templates:\n  web:\n    type: t\n    interfaces:\n      life:\n        create:${operation}\n`;
}

test('a part of an operation is set alone, and an implementation becomes a map for it', () => {
  const set = (operation: string, part: 'executor' | 'implementation', value: string) =>
    edit(withOperation(operation), { kind: 'set-operation-part', ...place, part, value });
  expect(set(' a.sh', 'implementation', 'b.sh')).toBe(withOperation(' b.sh'));
  const long = '\n          implementation: a.sh';
  expect(set(' a.sh', 'executor', 'host_agent')).toBe(withOperation(`${long}\n          executor: host_agent`));
  expect(set(`${long} # kept`, 'executor', 'host_agent')).toBe(
    withOperation(`${long} # kept\n          executor: host_agent`),
  );
});

test('a part of an operation is taken away alone', () => {
  const long = '\n          implementation: a.sh # kept';
  const text = withOperation(`${long}\n          max_retries: 2`);
  expect(edit(text, { kind: 'unset-operation-part', ...place, part: 'max_retries' })).toBe(withOperation(long));
  const short = edit(withOperation(' a.sh'), { kind: 'unset-operation-part', ...place, part: 'implementation' });
  expect(short).not.toContain('a.sh');
});
