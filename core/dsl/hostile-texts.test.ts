import { expect, it } from 'vitest';
import { brokenPromises } from './testing/broken-promises.ts';
import { hostileTexts } from './testing/hostile-texts.ts';
import { compileFiles } from './testing/virtual-blueprint.ts';

it.each(Object.entries(hostileTexts))('%s', async (_, { text, refusal }) => {
  const compiled = await compileFiles({ 'blueprint.yaml': text() });
  const firstError = compiled.diagnostics.find((item) => item.severity === 'error');
  expect(firstError?.code ?? null).toBe(refusal);
  const few = { ...compiled, diagnostics: compiled.diagnostics.slice(0, 5) };
  expect(await brokenPromises({ ...few, plan: refusal === null ? compiled.plan : null }, 'blueprint.yaml')).toEqual([]);
});
