import { fetchImport, fetchImportable, ImportReader } from './import-reader.ts';
import type { Question } from './worker-messages.ts';
import { Workshop } from './workshop.ts';

const workshop = new Workshop((told) => self.postMessage(told), new ImportReader(fetchImport), fetchImportable);

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; question: Question }>) => {
  workshop.take(data.id, data.question);
});
