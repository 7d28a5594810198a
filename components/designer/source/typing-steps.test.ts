import { EditorState, type TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { TypingSteps } from './typing-steps.ts';

/** Does one thing after the other, and gives the label and a letter for the group of each. */
function stepsOf(specs: readonly TransactionSpec[]): string[] {
  const steps = new TypingSteps('a.yaml');
  const groups: string[] = [];
  let state = EditorState.create({ doc: 'one\ntwo' });
  return specs.map((spec) => {
    const transaction = state.update(spec);
    state = transaction.state;
    const { label, group } = steps.next(transaction);
    if (group !== null && !groups.includes(group)) groups.push(group);
    return `${label}: ${group === null ? 'alone' : groups.indexOf(group)}`;
  });
}

const typed = (at: number, text: string): TransactionSpec => ({
  changes: { from: at, insert: text },
  userEvent: 'input.type',
});
const deleted = (at: number): TransactionSpec => ({
  changes: { from: at, to: at + 1 },
  userEvent: 'delete.backward',
});

describe('steps of typing', () => {
  it('are words', () => {
    expect(stepsOf([typed(0, 'a'), typed(1, 'b'), typed(2, ' '), typed(3, 'c')])).toEqual([
      'Type in a.yaml, line 1: 0',
      'Type in a.yaml, line 1: 0',
      'Type in a.yaml, line 1: 0',
      'Type in a.yaml, line 1: 1',
    ]);
  });

  it('end where the cursor is moved, and where something else is done', () => {
    expect(stepsOf([typed(0, 'a'), typed(5, 'b'), deleted(5), deleted(4), typed(4, '\n')])).toEqual([
      'Type in a.yaml, line 1: 0',
      'Type in a.yaml, line 2: 1',
      'Delete in a.yaml, line 2: 2',
      'Delete in a.yaml, line 1: 2',
      'Type in a.yaml, line 1: alone',
    ]);
  });

  it('are one while a word is composed', () => {
    const composed = (to: number, insert: string): TransactionSpec => ({
      changes: { from: 0, to, insert },
      userEvent: 'input.type.compose',
    });
    expect(stepsOf([composed(0, 'に'), composed(1, 'にほ'), composed(2, '日本')])).toEqual(
      Array.from({ length: 3 }, () => 'Type in a.yaml, line 1: 0'),
    );
  });

  it('say what was done', () => {
    expect(stepsOf([{ changes: { from: 4, insert: 'x' }, userEvent: 'input.paste' }])).toEqual([
      'Paste in a.yaml, line 2: alone',
    ]);
  });
});
