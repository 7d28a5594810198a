import type { Database } from '../db/client.ts';
import type { DataFolder } from './data-folder.ts';
import type { Env } from './env.ts';

/** What `startServer` of server/main.ts is given. */
export interface ServerOptions {
  env: Env;
  dataFolder: DataFolder;
  /** Reachable and migrated; stays open after `close`. */
  database: Database;
  /** Pages from sources rather than from a build. */
  dev: boolean;
  version: string;
  /** Told what the person at the terminal should know. */
  say: (line: string) => void;
}

/** A server that answers. */
export interface RunningServer {
  /** What to open in a browser, with the port it really got; no trailing slash. */
  url: string;
  /** Set when this start created the first administrator; the password is stored nowhere in the clear. */
  firstAdministrator: { email: string; password: string } | null;
  /** Ends streams, takes no more requests and executions, hands over the running ones; never throws. */
  close(): Promise<void>;
}
