import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { MemoryContext, nodeAndInstance } from '../../../hosts/testing/memory-context.ts';
import { decideOnce, forgetDecision } from './written-down.ts';

it('decides once for an execution, and keeps what others have written', async () => {
  const context = new MemoryContext();
  context.self = nodeAndInstance('proxy', {}, { kubernetes_info: { url: 'https://10.0.0.1' } });
  expect(await decideOnce(context, async () => 3)).toBe(3);
  expect(await decideOnce(context, async () => 4)).toBe(3);
  expect(context.self.instance.runtimeProperties).toMatchObject({ kubernetes_info: { url: 'https://10.0.0.1' } });

  // What an execution that was given up has left behind is not for the next one.
  context.key = { ...context.key, executionId: randomUUID() };
  expect(await decideOnce(context, async () => 5)).toBe(5);
  await forgetDecision(context);
  expect(context.self.instance.runtimeProperties).toEqual({ kubernetes_info: { url: 'https://10.0.0.1' } });
  const writes = context.writes.length;
  await forgetDecision(context);
  expect(context.writes).toHaveLength(writes);
});
