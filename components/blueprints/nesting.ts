/** The editor's YAML parser recurses; a hostile text must not overflow its stack. Real blueprints nest less than 30 deep. */
const deepest = 100;

/** Whether a text nests so deep, by brackets or by a row of dashes, that it is shown without colours. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > deepest) return true;
  }
  return text.split('\n').some(isDeepLine);
}

function isDeepLine(line: string): boolean {
  const lead = /^[\s\-?:]*/.exec(line)?.[0] ?? '';
  return lead.length > deepest * 2;
}
