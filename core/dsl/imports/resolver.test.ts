import { describe, expect, it } from 'vitest';
import { readResolverRules, resolveLocations } from './resolver.ts';

describe('resolveLocations', () => {
  const rules = [
    { prefix: 'http://a', replacement: 'http://b' },
    { prefix: 'http://other', replacement: 'http://c' },
    { prefix: 'http://a/x', replacement: 'http://d' },
    { prefix: 'http://a/', replacement: 'http://b/' },
  ];

  it('tries every rule that matches once, in order, and the location itself last', () => {
    expect(resolveLocations('http://a/x/t.yaml', rules)).toEqual([
      'http://b/x/t.yaml',
      'http://d/t.yaml',
      'http://a/x/t.yaml',
    ]);
  });

  it('leaves the location itself out when a rule matched and there is no fallback', () => {
    expect(resolveLocations('http://a/t.yaml', rules, false)).toEqual(['http://b/t.yaml']);
    expect(resolveLocations('http://z/t.yaml', rules, false)).toEqual(['http://z/t.yaml']);
  });

  it('tries the location twice when a rule leads to it', () => {
    expect(resolveLocations('u', [{ prefix: 'u', replacement: 'u' }])).toEqual(['u', 'u']);
  });
});

describe('readResolverRules', () => {
  it('reads a list of single pairs', () => {
    expect(readResolverRules([{ a: 'b' }])).toEqual({ rules: [{ prefix: 'a', replacement: 'b' }] });
    expect(readResolverRules([])).toEqual({ rules: [] });
  });

  it.each([[{ a: 'b' }], [['a']], [[{}]], [[{ a: 'b', c: 'd' }]], [[{ a: 1 }]]])('refuses %j', (rules) => {
    expect(readResolverRules(rules)).toEqual({ problem: expect.stringContaining('must be') });
  });
});
