/** What of a key press decides which shortcut is meant. */
type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** How long a person may take between the keys of a shortcut such as `G D`. */
const patienceMs = 1_000;

/** A press in the words of `Command.keys`: `Mod+K`, `?`, `Shift+E`, `Alt+ArrowDown`. */
export function nameStroke({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
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
