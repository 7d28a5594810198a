import type { HostFacts, HostLabels } from '../../db/schema/host.ts';
import type { FieldProblem } from './schedule-contract.ts';

export type { HostFacts, HostLabels };

/* Hosts and their keys; part of the contract (contract.ts). Secrets are named here and never shown. */

/** How operations become root there: not at all, without being asked, or with a password. */
export type HostSudo = 'none' | 'passwordless' | 'password';

/** `taken`: a node instance holds it. `out-of-service`: the pool gives it to nobody, also not when its holder gives it back. */
export type HostState = 'free' | 'taken' | 'out-of-service';

/** A host as a person writes it. What is absent has its default; an empty text counts as absent. */
export interface HostDraft {
  name: string;
  /** A host name, or an IPv4 or IPv6 address. */
  address: string;
  /** Default 22. */
  port?: number | undefined;
  /** The account to sign in with. */
  user?: string | null | undefined;
  /** Secrets by name. All ways to sign in that are given are tried: key, agent, password. */
  keySecret?: string | null | undefined;
  /** Of the key, when it is encrypted. */
  passphraseSecret?: string | null | undefined;
  /** The text of the key's OpenSSH certificate, which is public. */
  certificate?: string | null | undefined;
  passwordSecret?: string | null | undefined;
  /** Use the SSH agent of the server's account. */
  useAgent?: boolean | undefined;
  /** Default `none`. */
  sudo?: HostSudo | undefined;
  /** Default for `password`: the one to sign in with. */
  sudoPasswordSecret?: string | null | undefined;
  /** The name of the host through which it is reached. */
  jumpHost?: string | null | undefined;
  labels?: HostLabels | undefined;
  notes?: string | undefined;
}

/** What is absent stays; null or an empty text takes it away. */
export type HostChange = { id: string } & { [Field in keyof HostDraft]?: HostDraft[Field] | undefined };

/** An answer that is either the host or what is wrong with which field (`field: null`: with the whole). */
export type HostResult = { ok: true; id: string } | { ok: false; problems: FieldProblem[] };

export interface HostView {
  id: string;
  name: string;
  address: string;
  port: number;
  user: string | null;
  keySecret: string | null;
  passphraseSecret: string | null;
  certificate: string | null;
  passwordSecret: string | null;
  useAgent: boolean;
  sudo: HostSudo;
  sudoPasswordSecret: string | null;
  jumpHost: string | null;
  labels: HostLabels;
  notes: string;
  /** One of the product's own demonstration hosts; the product itself looks after it. */
  lab: boolean;
  state: HostState;
  /** Null unless something holds it; a host that is out of service may still be held. */
  holder: HostHolder | null;
  outOfServiceReason: string | null;
  /** Of the last test that came so far. */
  facts: HostFacts | null;
  /** When it was last tested. */
  checkedAt: string | null;
  /** What went wrong in the last test and what to try; null: nothing, or it was never tested. */
  checkError: string | null;
  /** A test of it waits for its turn or is under way. */
  testing: 'waiting' | 'running' | null;
  createdAt: string;
  createdBy: string | null;
}

export interface HostHolder {
  /** `exists: false`: the deployment was deleted by force; only a person can release the host. */
  deployment: { id: string; name: string; exists: boolean };
  instance: string;
  since: string;
}

/** Which hosts to list; all that is given must hold. */
export interface HostFilter {
  /** Part of the name, address, notes or system; in any case. */
  text?: string | undefined;
  /** Each key with all these values; an empty list: the key with any value. */
  labels?: HostLabels | undefined;
  state?: HostState | undefined;
}

/** Many hosts at once, from a text. */
export interface HostImportRequest {
  /** `csv`: with a header line. `ssh-config`: as `~/.ssh/config`. */
  format: 'csv' | 'ssh-config';
  text: string;
  /** For what a line does not say. */
  defaults?: Omit<HostDraft, 'name' | 'address' | 'certificate'> | undefined;
  /** `ssh-config`: the names of the secrets that hold the key files (`IdentityFile`), by the path as it is written. */
  keys?: Record<string, string> | undefined;
  /** Only say what would happen. */
  dryRun?: boolean | undefined;
  /** Add the right ones although others are wrong. Otherwise nothing is added when one is wrong. */
  skipWrong?: boolean | undefined;
}

export interface HostImportResult {
  /** How many hosts were added; 0 of a dry run. */
  added: number;
  /** Those that were added. */
  ids: string[];
  /** What is right, in the order of the text. */
  hosts: { line: number; name: string; address: string; port: number; user: string | null; jumpHost: string | null }[];
  /** What is wrong, by line; `host`: its name as far as it is known. */
  problems: { line: number; host: string | null; field: string | null; message: string }[];
  /** What is no host of its own and is left out, with the reason, e.g. `Host *`. */
  skipped: { line: number; name: string; reason: string }[];
  /** Key files that the text names and that no secret was given for. */
  keyFiles: string[];
}

/** Changes labels of several hosts: `set` replaces the values of its keys, `remove` takes keys away. */
export interface HostLabelChange {
  ids: string[];
  set?: HostLabels | undefined;
  remove?: string[] | undefined;
}

/** How far the tests have come that were asked for since none was under way. */
export interface HostTestProgress {
  waiting: number;
  running: number;
  succeeded: number;
  failed: number;
}

export interface HostKeyView {
  address: string;
  port: number;
  fingerprint: string;
  keyType: string;
  status: 'pending' | 'accepted' | 'revoked';
  firstSeenAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  /** The key that was accepted for this address before, when this one is different. */
  replaces: string | null;
}
