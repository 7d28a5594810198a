import { RE2JS } from 're2js';
import { PatternError } from './pattern-error.ts';
import { translatePattern } from './translate-pattern.ts';

/** A pattern that can be matched, or the reason why not. `python`: Python would refuse it too. */
export type CompiledPattern =
  | { ok: true; matchesAtStart(text: string): boolean }
  | { ok: false; python: boolean; problem: string };

/** Patterns come from blueprints and are used again for each value. */
const remembered = new Map<string, CompiledPattern>();
const mostRemembered = 200;

/**
 * A regular expression in Python's syntax (dsl.md section 4, `pattern`), on an engine whose time grows linearly with
 * the text, whatever the pattern: look-around and back references, which no such engine has, are refused. Matching is
 * anchored at the start only. Never throws.
 */
export function compilePattern(pattern: string): CompiledPattern {
  const known = remembered.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile(pattern);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(pattern, compiled);
  return compiled;
}

/** Whether Python would take the text for a regular expression; whether it can be matched here does not matter. */
export function isPythonPattern(text: string): boolean {
  const compiled = compilePattern(text);
  return compiled.ok || !compiled.python;
}

function compile(pattern: string): CompiledPattern {
  try {
    const compiled = RE2JS.compile(translatePattern(pattern));
    return { ok: true, matchesAtStart: (text) => compiled.matcher(text).lookingAt() };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, python: error.python, problem: error.message };
    return { ok: false, python: true, problem: 'It is not a regular expression.' };
  }
}
