import { expect, test } from 'vitest';
import { documentClasses, readPreferences } from './preferences.ts';

test('a cookie that holds no value of its preference counts as not set', () => {
  const cookies: Record<string, string> = { 'gantry-theme': 'dark" onload="x', 'gantry-density': 'compact' };
  const read = readPreferences((name) => cookies[name]);
  expect(read).toEqual({ theme: 'system', density: 'compact', time: 'relative', rail: 'open', letters: 'on' });
  expect(documentClasses(read)).toBe('compact');
  expect(documentClasses({ ...read, theme: 'dark' })).toBe('dark compact');
});
