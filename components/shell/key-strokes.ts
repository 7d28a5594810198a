/** What of a key press decides which shortcut is meant. */
type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'code'>>;

/** How long a person may take between the keys of a shortcut such as `G D`. */
const patienceMs = 1_000;

/** A press in the words of `Command.keys`: `Mod+K`, `?`, `Shift+E`, `Alt+ArrowDown`. */
export function nameStroke({ key: sign, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const key = altKey ? (letterBehind(sign, code) ?? sign) : sign;
  const isLetter = /^[a-z]$/i.test(key);
  return [
    (ctrlKey || metaKey) && 'Mod',
    altKey && 'Alt',
    // Signs such as "?" have their Shift in them already.
    shiftKey && (isLetter || key.length > 1) && 'Shift',
    isLetter ? key.toUpperCase() : key,
  ]
    .filter(Boolean)
    .join('+');
}

/** On a Mac, Option writes other signs: the letter is that of the key. Null: the sign is one that shortcuts have. */
function letterBehind(sign: string, code: string | undefined): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the signs of ASCII, as they are counted.
  return /^[\x00-\x7f]/.test(sign) ? null : (/^Key([A-Z])$/.exec(code ?? '')?.[1] ?? null);
}

/** Whether what has the focus is for text, which has a use for most keys itself. */
export function isForText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
}

/** Whether a shortcut needs no Ctrl, Cmd or Alt; such keys belong to the text field that has the focus. */
export function isBare(keys: string): boolean {
  return !/\b(Mod|Alt)\+|\bF\d/.test(keys);
}

/** Follows key presses, and knows which of the offered shortcuts was just completed. */
export class StrokeReader {
  #before: string | null = null;
  #at = Number.NEGATIVE_INFINITY;

  /** The first of `offered` that the press completes, alone or after the one before it; `now` in milliseconds. */
  read(press: Press, offered: readonly string[], now: number): string | null {
    if (/^(Shift|Control|Alt|Meta)$/.test(press.key)) return null;
    const stroke = nameStroke(press);
    const pair = this.#before !== null && now - this.#at < patienceMs ? `${this.#before} ${stroke}` : null;
    const found = offered.find((keys) => keys === pair) ?? offered.find((keys) => keys === stroke) ?? null;
    this.#before = found === null ? stroke : null;
    this.#at = now;
    return found;
  }
}
