import { describe, expect, it } from 'vitest';
import { didYouMean, nearestName } from './nearest.ts';

describe('nearestName', () => {
  const names = ['cloudify.nodes.Compute', 'cloudify.nodes.Container', 'web_server', 'port'];

  it.each([
    ['cloudify.nodes.Comptue', 'cloudify.nodes.Compute'],
    ['web-server', 'web_server'],
    ['WEB_SERVER', 'web_server'],
    ['prot', 'port'],
    ['ports', 'port'],
  ])('finds what %s was meant to be', (written, meant) => {
    expect(nearestName(written, names)).toBe(meant);
  });

  it('does not guess when nothing is close', () => {
    expect(nearestName('database', names)).toBeNull();
    expect(nearestName('', names)).toBeNull();
    expect(didYouMean('database', names)).toBeUndefined();
  });

  it('gives up on names that are too long to be typed', () => {
    expect(nearestName('x'.repeat(100_000), ['x'.repeat(100_000)])).toBeNull();
  });

  it('words the guess as a question', () => {
    expect(didYouMean('prot', names)).toBe('Did you mean "port"?');
  });
});
