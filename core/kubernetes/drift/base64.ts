const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The base64 of a text in UTF-8, as a Secret carries it; core has no `Buffer`. */
export function base64Of(text: string): string {
  const bytes = utf8Of(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const of = (shift: number): string => letters[(group >> shift) & 63] ?? '';
    encoded += of(18) + of(12) + (second === undefined ? '=' : of(6)) + (third === undefined ? '=' : of(0));
  }
  return encoded;
}

function utf8Of(text: string): number[] {
  const written = encodeURIComponent(text.toWellFormed());
  return [...written.matchAll(/%([0-9A-F]{2})|(.)/g)].map(([, hex, plain]) =>
    hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
