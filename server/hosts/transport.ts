import type { Readable, Writable } from 'node:stream';

/** One running command. The streams must be read, or the command waits. */
export interface Channel {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /** Resolves when the command has ended and both streams are finished; `code` is null when the connection was lost. Never rejects. */
  closed: Promise<{ code: number | null }>;
  /** Ends the channel at once, without asking the command. */
  destroy(): void;
}

/** A machine that can run commands: one account over SSH, or the machine this server runs on. */
export interface Transport {
  /** For messages: `lab@127.0.77.1:7722` or `this machine`. */
  readonly name: string;
  /** Runs a command line in the account's shell. Throws `SshFailure` when the machine cannot be reached. */
  exec(command: string): Promise<Channel>;
}
