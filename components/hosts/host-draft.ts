import type { HostDraft, HostSudo, HostView } from '../../server/api/contract.ts';
import type { FieldProblem } from '../inputs/use-fields.ts';
import { formatLabels, parseLabels } from './label-text.ts';

/** A host as its form holds it: what is typed is text, and nothing is absent. */
export interface TypedHost {
  name: string;
  address: string;
  port: string;
  user: string;
  keySecret: string;
  passphraseSecret: string;
  certificate: string;
  passwordSecret: string;
  useAgent: boolean;
  sudo: HostSudo;
  sudoPasswordSecret: string;
  jumpHost: string;
  labels: string;
  notes: string;
}

/** What stands in the form at first. */
export function typeHost(host: HostView | undefined): TypedHost {
  return {
    name: host?.name ?? '',
    address: host?.address ?? '',
    port: String(host?.port ?? 22),
    user: host?.user ?? '',
    keySecret: host?.keySecret ?? '',
    passphraseSecret: host?.passphraseSecret ?? '',
    certificate: host?.certificate ?? '',
    passwordSecret: host?.passwordSecret ?? '',
    useAgent: host?.useAgent ?? false,
    sudo: host?.sudo ?? 'none',
    sudoPasswordSecret: host?.sudoPasswordSecret ?? '',
    jumpHost: host?.jumpHost ?? '',
    labels: formatLabels(host?.labels ?? {}),
    notes: host?.notes ?? '',
  };
}

export type ReadDraft = { ok: true; draft: HostDraft } | { ok: false; problems: FieldProblem[] };

/** The host that is meant, or what cannot be read; what else may be wrong with it the server says. */
export function readDraft(typed: TypedHost): ReadDraft {
  const { port, labels, ...rest } = typed;
  const problems: FieldProblem[] = [];
  const parsed = parseLabels(labels);
  if (!parsed.ok) problems.push({ field: 'labels', message: parsed.problem });
  if (!/^\s*\d{1,5}\s*$/.test(port)) {
    problems.push({ field: 'port', message: 'Write a number from 1 to 65535; usually it is 22.' });
  }
  if (!parsed.ok || problems.length > 0) return { ok: false, problems };
  return { ok: true, draft: { ...rest, port: Number(port), labels: parsed.labels } };
}
