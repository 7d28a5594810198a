const cannotBeStored = /\\u0000|\\ud[89a-f]/i;

/**
 * JSON text that PostgreSQL takes. It has no place for NUL and for halves of surrogate pairs, which any program may
 * print; each becomes the replacement character.
 */
export function toWireJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!cannotBeStored.test(text)) return text;
  return text.replace(/\\(?:u[0-9a-f]{4}|.)/gi, (part) => (cannotBeStored.test(part) ? '\\ufffd' : part));
}
