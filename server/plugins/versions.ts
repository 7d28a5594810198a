/** Numbers of a version that starts like one (`v1.1.1`, `3.2.1-build`, `7.1.0.dev1`); null for names of branches. */
export function versionNumbers(text: string): number[] | null {
  const match = /^v?(\d+(?:\.\d+)+)/.exec(text);
  return match?.[1] === undefined ? null : match[1].split('.').map(Number);
}

/** Below zero when `a` is older than `b`; missing numbers count as 0. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const comparisons: Readonly<Record<string, (difference: number) => boolean>> = {
  '>=': (difference) => difference >= 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '<': (difference) => difference < 0,
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
};

/**
 * Whether a version fits constraints as `plugin:` imports write them: `1.4`, `>=3,<4`, `~=2.1`, `==2.*`, `!=2.0`, all
 * of which must hold (the version specifiers of Python packages). What is no constraint fits nothing.
 */
export function fitsVersion(version: string, constraints: string): boolean {
  const numbers = versionNumbers(version);
  return numbers !== null && constraints.split(',').every((constraint) => fits(numbers, constraint.trim()));
}

function fits(version: readonly number[], constraint: string): boolean {
  if (constraint === '') return true;
  const match = /^(===?|!=|>=|<=|~=|>|<|)\s*v?(\d+(?:\.\d+)*)(\.\*)?$/.exec(constraint);
  if (match === null) return false;
  const [, written = '', digits = '', star] = match;
  const operator = written === '' || written === '===' ? '==' : written;
  const bound = digits.split('.').map(Number);
  if (star !== undefined) {
    const inside = compareVersions(version.slice(0, bound.length), bound) === 0;
    return operator === '==' ? inside : operator === '!=' && !inside;
  }
  const difference = compareVersions(version, bound);
  if (operator !== '~=') return comparisons[operator]?.(difference) ?? false;
  return difference >= 0 && compareVersions(version.slice(0, bound.length - 1), bound.slice(0, -1)) === 0;
}
