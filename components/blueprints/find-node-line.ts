/** The line (from 1) at which a node template begins: its name as a key below `node_templates`; null when it is not there. */
export function findNodeLine(text: string, node: string): number | null {
  const lines = text.split(/\r?\n/);
  const section = lines.findIndex((line) => /^node_templates\s*:/.test(line));
  if (section < 0) return null;
  for (let at = section + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^[^\s#]/.test(line)) return null;
    if (isKey(line.trim(), node)) return at + 1;
  }
  return null;
}

function isKey(line: string, name: string): boolean {
  return [name, `'${name}'`, `"${name}"`].some(
    (key) => line === `${key}:` || line.startsWith(`${key}: `) || line.startsWith(`${key}:\t`),
  );
}
