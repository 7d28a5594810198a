/** Values shorter than this are not masked: they would blot out ordinary words. */
export const shortestSecret = 4;
/** A line of a many-line secret (a PEM key) is masked on its own from this length on. */
const shortestLine = 12;

/**
 * Every way in which a secret may stand in a text: as it is, its long lines, and each of those escaped for URLs, JSON
 * and shells' base64. Base64 is covered at each of the three offsets it can have inside a longer text.
 */
export function formsOf(secret: string): string[] {
  const forms = new Set<string>();
  for (const text of [secret, secret.trim(), ...longLines(secret)]) {
    if (text.length < shortestSecret) continue;
    forms.add(text);
    forms.add(encodeURIComponent(text.toWellFormed()));
    forms.add(new URLSearchParams({ v: text }).toString().slice(2));
    forms.add(JSON.stringify(text).slice(1, -1));
    forms.add(JSON.stringify(JSON.stringify(text)).slice(3, -3));
    for (const form of base64Forms(text)) forms.add(form);
  }
  return [...forms].filter((form) => form.length >= shortestSecret);
}

function longLines(secret: string): string[] {
  if (!secret.includes('\n')) return [];
  return secret
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestLine && !/^-----(BEGIN|END) [A-Z0-9 ]+-----$/.test(line));
}

/** The letters of the base64 text that depend on the secret alone, whatever stands before and after it. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const forms: string[] = [];
  for (let offset = 0; offset < 3; offset += 1) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const from = Math.ceil((offset * 8) / 6);
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    const stable = encoded.slice(from, whole);
    // A few stable letters would match by chance in any base64 text.
    if (stable.length >= 6) forms.push(stable, stable.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}
