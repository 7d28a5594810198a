import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeGraph } from '../workflow/graph-encoding.ts';
import { step } from './engine.ts';
import type { EngineCommand, EngineInput, EngineSettings } from './protocol.ts';
import { createEngine } from './state.ts';

interface History {
  graph: string;
  settings: EngineSettings;
  inputs: EngineInput[];
  commands: EngineCommand[][];
}

const folder = new URL('histories/', import.meta.url);
const names = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith('.json'));

/*
 * Recorded with `node scripts/record-histories.ts`; those in a folder have graphs of an older format, which nobody can
 * record any more. A failure here means that running executions would diverge after an upgrade.
 */
describe('recorded executions', () => {
  it('are there', () => {
    expect(names.length).toBeGreaterThan(20);
    expect(names).toContain('format-1/install-with-retries.json');
  });

  it.each(names)('%s still gives the same commands', (name) => {
    const history: History = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const engine = createEngine(decodeGraph(history.graph), history.settings);
    for (const [position, input] of history.inputs.entries()) {
      expect(step(engine, input), `input ${position}`).toEqual(history.commands[position]);
    }
    expect(engine.result).not.toBeNull();
  });
});
