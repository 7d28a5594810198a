import { describe, expect, it } from 'vitest';
import { orderByNeeds } from './cycles.ts';

describe('orderByNeeds', () => {
  it('puts each name after all it needs', () => {
    const { order, cycles } = orderByNeeds(
      new Map([
        ['c', ['b', 'a']],
        ['b', ['a']],
        ['a', []],
      ]),
    );
    expect(order).toEqual(['a', 'b', 'c']);
    expect(cycles).toEqual([]);
  });

  it('ignores needs that are not there', () => {
    expect(orderByNeeds(new Map([['a', ['nowhere']]])).order).toEqual(['a']);
  });

  it('names a circle once, and leaves out what needs it', () => {
    const { order, cycles } = orderByNeeds(
      new Map([
        ['outside', ['a']],
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['a']],
        ['alone', []],
      ]),
    );
    expect(order).toEqual(['alone']);
    expect(cycles).toEqual([['a', 'b', 'c']]);
  });

  it('sees something that needs itself', () => {
    expect(orderByNeeds(new Map([['a', ['a']]])).cycles).toEqual([['a']]);
  });

  it('copes with a chain far deeper than the call stack', () => {
    const needs = new Map<string, string[]>();
    for (let index = 0; index < 200_000; index += 1) needs.set(`n${index}`, [`n${index + 1}`]);
    needs.set('n200000', []);
    const { order, cycles } = orderByNeeds(needs);
    expect(order).toHaveLength(200_001);
    expect(order[0]).toBe('n200000');
    expect(cycles).toEqual([]);
  });
});
