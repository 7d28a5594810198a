import type { Pool } from 'pg';
import { type Listener, openListener } from '../../db/listener.ts';

/** An execution has events up to `seq`, or something else of the deployment changed (`executionId` null). */
export interface ChangeNotice {
  deploymentId: string;
  executionId: string | null;
  seq: number;
}

export interface BusListener {
  onNotice(notice: ChangeNotice): void;
  /** Notices may have been missed. */
  onGap(): void;
}

/** Tells this process what any process committed. Notices carry no data: listeners read what they want to know. */
export interface EventBus {
  start(): Promise<void>;
  close(): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: BusListener): () => void;
}

/** Uses one connection of the pool for as long as it is open, and another one when that breaks. */
export function createEventBus(options: { pool: Pool; onError?(error: Error): void }): EventBus {
  const listeners = new Set<BusListener>();
  let connection: Listener | null = null;
  return {
    start: async () => {
      connection = await openListener({
        pool: options.pool,
        channels: ['gantry_events'],
        onNotice: (_channel, payload) => {
          const notice = parseNotice(payload);
          for (const listener of [...listeners]) listener.onNotice(notice);
        },
        onGap: () => {
          for (const listener of [...listeners]) listener.onGap();
        },
        onError: options.onError ?? (() => {}),
      });
    },
    close: async () => {
      await connection?.close();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** `<deployment>` or `<deployment> <execution> <seq>`. */
function parseNotice(payload: string): ChangeNotice {
  const [deploymentId = '', executionId = null, seq = '0'] = payload.split(' ');
  return { deploymentId, executionId, seq: Number(seq) };
}
