import type { Question } from './worker-messages.ts';
import { Workshop } from './workshop.ts';

const workshop = new Workshop((told) => self.postMessage(told));

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; question: Question }>) => {
  void workshop.take(data.id, data.question);
});
