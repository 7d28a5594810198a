import { insertHosts, type NewHostRow } from '../../../db/repositories/host.ts';
import type { HostImportRequest, HostImportResult } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { checkDraft, type KnownNames } from './check-draft.ts';
import { type HostText, type ImportedHost, readCsv } from './read-csv.ts';
import { readSshConfig } from './read-ssh-config.ts';
import { nameTaken, readKnownNames } from './write-hosts.ts';

/** A host of the text that is right. */
interface RightHost {
  line: number;
  jumpHost: string | null;
  row: NewHostRow;
}

/**
 * Adds the hosts that a text names: all of them, or none when one is wrong, unless the wrong ones are to be left out. A
 * host that is reached through a wrong one is wrong too.
 */
export async function importHosts(
  dependencies: ServiceDependencies,
  actor: Actor,
  request: HostImportRequest,
): Promise<HostImportResult> {
  const text = withDefaults(readText(request), request.defaults);
  return change(dependencies, actor, async (tx, now) => {
    const known = await readKnownNames(tx, actor.tenant.id);
    const common = { tenantId: actor.tenant.id, createdAt: now, createdBy: actor.email };
    const { right, problems } = checkAll(text.hosts, known, () => ({ ...common, id: dependencies.ids.uuid() }));
    const all = [...text.problems, ...problems].toSorted((a, b) => a.line - b.line);
    const isWanted = request.dryRun !== true && right.length > 0 && (all.length === 0 || request.skipWrong === true);
    const stored = isWanted
      ? await insertHosts(
          tx,
          right.map(({ row }) => row),
        )
      : new Set<string>();
    const result: HostImportResult = {
      added: stored.size,
      ids: right.flatMap(({ row }) => (stored.has(row.name) ? [row.id] : [])),
      hosts: right.toSorted((a, b) => a.line - b.line).map(toImported),
      problems: all,
      skipped: text.skipped,
      keyFiles: text.keyFiles,
    };
    if (stored.size === 0) return { result, record: null };
    const detail = { format: request.format, hosts: [...stored], leftOut: all.length };
    return { result, record: { action: 'hosts.import', target: `${stored.size} hosts`, detail } };
  });
}

function readText({ format, text, keys = {}, defaults = {} }: HostImportRequest): HostText {
  if (format === 'csv') return readCsv(text);
  const hasOtherSignIn = Boolean(defaults.keySecret || defaults.passwordSecret || defaults.useAgent);
  return readSshConfig(text, { keys, hasOtherSignIn });
}

/** What a line does not say is as the defaults say; labels of both are joined. */
function withDefaults(text: HostText, defaults: HostImportRequest['defaults'] = {}): HostText {
  const given = Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
  const hosts = text.hosts.map(({ line, draft }) => ({
    line,
    draft: { ...given, ...draft, labels: { ...defaults.labels, ...draft.labels } },
  }));
  return { ...text, hosts };
}

interface Checked {
  right: RightHost[];
  problems: HostImportResult['problems'];
}

/** Checks hosts against what is known and each other. Right ones come after those through which they are reached. */
function checkAll(
  hosts: readonly ImportedHost[],
  known: KnownNames & { hosts: Map<string, string> },
  stamp: () => Pick<NewHostRow, 'id' | 'tenantId' | 'createdAt' | 'createdBy'>,
): Checked {
  const checked: Checked = { right: [], problems: [] };
  const refuse = ({ line, draft }: ImportedHost, { field, message }: { field: string | null; message: string }) =>
    checked.problems.push({ line, host: draft.name, field, message });
  const isNew = new Map<string, ImportedHost>();
  for (const host of hosts) {
    const name = host.draft.name.trim();
    const other = isNew.get(name);
    if (known.hosts.has(name)) refuse(host, nameTaken(name));
    else if (other !== undefined) {
      refuse(host, {
        field: 'name',
        message: `Line ${other.line} has a host "${name}" too. Give one of them another name.`,
      });
    } else isNew.set(name, host);
  }
  for (const host of inJumpOrder(isNew)) {
    const { columns, problems } = checkDraft(host.draft, known);
    for (const problem of problems) refuse(host, explainJump(problem, host, isNew));
    if (columns === null) continue;
    const row = { ...columns, ...stamp() };
    known.hosts.set(columns.name, row.id);
    checked.right.push({ line: host.line, jumpHost: host.draft.jumpHost?.trim() || null, row });
  }
  return checked;
}

/** Each after its jump host; in a circle one comes too early and is told that its jump host is not there. */
function inJumpOrder(hosts: ReadonlyMap<string, ImportedHost>): ImportedHost[] {
  const ordered = new Set<ImportedHost>();
  for (const host of hosts.values()) {
    const way: ImportedHost[] = [];
    const met = new Set<ImportedHost>();
    let next: ImportedHost | undefined = host;
    while (next !== undefined && !ordered.has(next) && !met.has(next)) {
      way.push(next);
      met.add(next);
      next = hosts.get(next.draft.jumpHost?.trim() ?? '');
    }
    for (const one of way.toReversed()) ordered.add(one);
  }
  return [...ordered];
}

/** A jump host that is in the text but not among the right ones is wrong itself, or reached in a circle. */
function explainJump<T extends { field: string | null; message: string }>(
  problem: T,
  { draft }: ImportedHost,
  hosts: ReadonlyMap<string, ImportedHost>,
): T {
  const jump = hosts.get(draft.jumpHost?.trim() ?? '');
  if (problem.field !== 'jumpHost' || jump === undefined || jump.draft.name === draft.name) return problem;
  return {
    ...problem,
    message: `The jump host "${jump.draft.name}" of line ${jump.line} cannot be used: it is wrong itself, or reached through this one.`,
  };
}

function toImported({ line, jumpHost, row }: RightHost): HostImportResult['hosts'][number] {
  const { name, address, port = 22, user = null } = row;
  return { line, name, address, port, user, jumpHost };
}
