import { expect, test } from 'vitest';
import { sudoCommand } from './sudo.ts';

test('the password is in no command, argument or environment, only in a file that loses its name first', () => {
  const { lines, files } = sudoCommand({ user: 'web', password: "p'w" }, ['echo secret']);
  const text = lines.join('\n');
  expect(text).not.toContain("p'w");
  expect(text).not.toContain('echo secret');
  expect(text.indexOf('rm -f input')).toBeLessThan(text.indexOf('sudo -H -A -u web --'));
  expect(files.map(({ name, mode }) => [name, mode])).toEqual([
    ['input', '600'],
    ['askpass', '500'],
  ]);
  expect(
    Buffer.from(files[0]?.content ?? [])
      .toString()
      .split('\n'),
  ).toEqual(["p'w", expect.any(String), 'echo secret']);
});

test('without a password sudo must not ask, and root is the default', () => {
  const { lines, files } = sudoCommand({ user: null, password: null }, ['id']);
  expect(lines.join('\n')).toContain('sudo -H -n -- sh -c');
  expect(files.map(({ name }) => name)).toEqual(['input']);
});

test('a password that sudo cannot read is refused', () => {
  expect(() => sudoCommand({ user: null, password: 'a\nb' }, [])).toThrow('has a line break or NUL in it');
});
