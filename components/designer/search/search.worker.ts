import { findInTexts } from '../../../core/text/find-in-texts.ts';
import { mostMatches, type SearchQuestion, type SearchTold } from './search-messages.ts';

/** The texts as they were told last. */
const texts = new Map<string, string>();

function tell(told: SearchTold): void {
  self.postMessage(told);
}

self.addEventListener('message', ({ data }: MessageEvent<SearchQuestion>) => {
  for (const [path, text] of Object.entries(data.changed)) {
    if (text === null) texts.delete(path);
    else texts.set(path, text);
  }
  tell({ kind: 'begun' });
  tell({ kind: 'found', found: findInTexts(texts, data.query, mostMatches) });
});
