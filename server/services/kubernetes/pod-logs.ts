import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { podFactsOf } from '../../../core/kubernetes/view/pod-facts.ts';
import type { ReadableCluster } from '../../../core/ports/cluster-reader.ts';
import type { KubernetesLogMessage } from '../../api/kubernetes-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Redactor } from '../../security/redaction/redactor.ts';
import { Bell } from './bell.ts';
import type { FoundRow } from './view-of.ts';

/** Which lines of a pod are read. */
export interface PodLogRequest {
  container: string;
  previous: boolean;
  follow: boolean;
  tailLines: number | null;
}

/** What is sent together at most, in lines and in characters. */
const mostLines = 500;
const mostCharacters = 100_000;
const longestLine = 65_536;
const gatherMs = 40;

/** A container of a pod that a row is about. @throws AppError `bad-request` when the row is no pod, or has no such container */
export function podOf(
  { row, entry }: FoundRow,
  container: string,
): { cluster: ReadableCluster; pod: { namespace: string; name: string } } {
  const { live, root } = entry;
  const facts = live === null ? null : podFactsOf(live);
  if (live === null || facts === null || root.cluster === null)
    throw new AppError('bad-request', `${row.kind} ${row.name} has no logs; choose a pod.`);
  if (!facts.containers.some(({ name }) => name === container))
    throw new AppError(
      'bad-request',
      `The pod ${row.name} has no container "${container}"; it has ${facts.containers.map(({ name }) => name).join(', ')}.`,
    );
  const { namespace, name } = identityOf(live);
  return { cluster: root.cluster, pod: { namespace: namespace ?? root.cluster.namespace, name } };
}

/** The lines of a container with secrets masked, those that are there at once together. */
export async function* readPodLogs(
  { cluster, pod }: ReturnType<typeof podOf>,
  request: PodLogRequest & { signal: AbortSignal; redactor: Pick<Redactor, 'redact'> },
): AsyncGenerator<KubernetesLogMessage> {
  const { redactor, signal, ...query } = request;
  const done = new AbortController();
  const lines = new LineQueue();
  const reading = lines.fill(cluster.logs(pod, { ...query, signal: AbortSignal.any([signal, done.signal]) }));
  // Its fault is told when all lines before it were.
  reading.catch(() => undefined);
  try {
    for (;;) {
      const taken = await lines.take();
      if (taken.length === 0) break;
      yield { pod: pod.name, lines: taken.map((line) => redactor.redact(line.slice(0, longestLine))) };
    }
    await reading;
  } finally {
    done.abort();
    lines.stop();
    await reading.catch(() => undefined);
  }
}

/** Holds lines until they are taken; who reads them waits when there are too many. */
class LineQueue {
  #lines: string[] = [];
  #isEnded = false;
  readonly #bell = new Bell();

  async fill(source: AsyncIterable<string>): Promise<void> {
    try {
      for await (const line of source) {
        this.#lines.push(line);
        this.#bell.ring();
        while (this.#lines.length >= mostLines && !this.#isEnded) await this.#bell.rung();
        if (this.#isEnded) return;
      }
    } finally {
      this.stop();
    }
  }

  /** What there is, at least one line; none when there will be no more. */
  async take(): Promise<string[]> {
    while (this.#lines.length === 0 && !this.#isEnded) {
      await this.#bell.rung();
      // A container prints many lines at once: they go together.
      await delay(gatherMs);
    }
    let characters = 0;
    const end = this.#lines.findIndex((line) => {
      characters += line.length;
      return characters > mostCharacters;
    });
    const taken = this.#lines.splice(0, end === -1 ? mostLines : Math.max(1, end));
    this.#bell.ring();
    return taken;
  }

  stop(): void {
    this.#isEnded = true;
    this.#bell.ring();
  }
}
