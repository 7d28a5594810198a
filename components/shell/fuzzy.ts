/** How well a text fits what was typed, and which of its letters are meant. */
interface FuzzyMatch {
  /** Larger is better. */
  score: number;
  /** Places in the text, rising. */
  places: number[];
}

const wordStart = /[\s._\-/:@]/;

/**
 * Fits every word of `typed` into `text`, each letter after the one before; null when one does not fit. Letters that
 * begin words and letters in a row count more, so that "wc" and "cellar" both find "wine-cellar" early.
 */
export function fuzzyMatch(typed: string, text: string): FuzzyMatch | null {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const places = new Set<number>();
  let score = 0;
  for (const word of words) {
    const found = matchWord(word, lower);
    if (found === null) return null;
    score += found.score;
    for (const place of found.places) places.add(place);
  }
  // Of two that fit alike, the shorter one is meant more often.
  return { score: score - text.length / 100, places: [...places].sort((a, b) => a - b) };
}

function matchWord(word: string, text: string): FuzzyMatch | null {
  const whole = text.indexOf(word);
  if (whole >= 0) {
    const places = Array.from({ length: word.length }, (_, i) => whole + i);
    return { score: word.length * 4 + (beginsWord(text, whole) ? 8 : 0) + (whole === 0 ? 4 : 0), places };
  }
  const places: number[] = [];
  let score = 0;
  for (const letter of word) {
    const place = nextPlace(text, letter, places.at(-1) ?? -1);
    if (place < 0) return null;
    if (place === (places.at(-1) ?? -2) + 1) score += 2;
    if (beginsWord(text, place)) score += 3;
    places.push(place);
  }
  return { score, places };
}

/** The beginning of a word is preferred to what comes first, unless the first follows at once. */
function nextPlace(text: string, letter: string, last: number): number {
  const first = text.indexOf(letter, last + 1);
  if (first < 0 || first === last + 1) return first;
  for (let place = first; place >= 0; place = text.indexOf(letter, place + 1)) {
    if (beginsWord(text, place)) return place;
  }
  return first;
}

function beginsWord(text: string, place: number): boolean {
  return place === 0 || wordStart.test(text[place - 1] ?? '');
}
