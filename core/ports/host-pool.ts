/** The node instance for which a host is taken: under this name it is remembered. */
export interface PoolHolder {
  tenant: string;
  deployment: { id: string; name: string };
  instanceId: string;
}

/** Which host will do. */
export interface PoolWish {
  /** Labels by key: a host must have all the values; of a key without values, any. */
  labels: Record<string, string[]>;
  /** A host whose label `os` says another system will not do; null: any will. */
  os: string | null;
}

/** A host that a node instance holds. Secrets are named and not told. */
export interface PooledHost {
  id: string;
  name: string;
  address: string;
  port: number;
  user: string | null;
  keySecret: string | null;
  passwordSecret: string | null;
  /** ISO 8601; names this time of holding it. */
  takenAt: string;
}

/** Hosts that are lent to node instances. Each is held by one at a time, and an instance holds one at most. */
export interface HostPool {
  /**
   * The host that the instance holds, or else a free one that it holds from now on. Throws `RecoverableError`, saying
   * who holds what, when none is free.
   */
  take(holder: PoolHolder, wish: PoolWish): Promise<PooledHost>;
  /**
   * Takes back what the instance holds; the name of the host, null when it held none. `takenAt`: only what it holds
   * since then.
   */
  giveBack(holder: PoolHolder, takenAt: string | null): Promise<string | null>;
}
