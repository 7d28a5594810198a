import { describe, expect, it } from 'vitest';
import { indentAfter, indentOf } from './indent.ts';

describe('a new line of YAML', () => {
  it.each([
    ['node_templates:', 2],
    ['  vm: # the host', 4],
    ['    type: a.b', 4],
    ['    - type: a', 6],
    ['    - - b', 8],
    ['  - properties:', 6],
    ['  script: |', 4],
    ['  text: >-', 4],
    ['  # note:', 2],
    ['  url: http://a:80', 2],
    ['  run: { a: b }', 2],
    ['', 0],
  ])('after %j is indented by %i', (line, indent) => {
    expect(indentAfter(line, 2)).toBe(indent);
  });

  it('is left to the brackets where they are open', () => {
    expect(indentAfter('  run: {', 2)).toBeUndefined();
  });

  it('is indented as the file is', () => {
    expect(indentOf('a:\r\n    b: c\r\n')).toBe('    ');
    expect(indentOf('a:\n- b\n')).toBe('  ');
  });
});
