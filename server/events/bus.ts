/** An execution has events up to `seq`, or something else of the deployment changed (`executionId` null). */
export interface ChangeNotice {
  deploymentId: string;
  executionId: string | null;
  seq: number;
}

/**
 * Tells this process what any process committed. Notices carry no data and may be lost while the connection is away;
 * `onGap` then says so, and listeners read again.
 */
export interface EventBus {
  start(): Promise<void>;
  close(): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: { onNotice(notice: ChangeNotice): void; onGap(): void }): () => void;
}

/** `url`: the database's. One connection of its own, opened again when it breaks. */
export declare function createEventBus(options: { url: string; onError?(error: Error): void }): EventBus;
