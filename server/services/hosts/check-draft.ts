import { didYouMean } from '../../../core/diagnostics/nearest.ts';
import type { HostRow } from '../../../db/repositories/host.ts';
import type { FieldProblem, HostDraft, HostLabels } from '../../api/contract.ts';

/** What a host may refer to. */
export interface KnownNames {
  /** Ids of hosts by name. */
  hosts: ReadonlyMap<string, string>;
  secrets: ReadonlySet<string>;
}

/** The columns that a person writes. */
export type HostColumns = Pick<
  HostRow,
  | ('name' | 'address' | 'port' | 'user' | 'keySecret' | 'passphraseSecret' | 'certificate' | 'passwordSecret')
  | ('useAgent' | 'sudo' | 'sudoPasswordSecret' | 'jumpHostId' | 'labels' | 'notes')
>;

export type CheckedDraft = { columns: HostColumns; problems: [] } | { columns: null; problems: FieldProblem[] };

/** What is wrong with a host as a person wrote it, field by field; otherwise its columns. */
export function checkDraft(draft: HostDraft, known: KnownNames): CheckedDraft {
  const written = trimmed(draft);
  const problems = [
    ...fieldProblems(written),
    ...accountProblems(written),
    ...referenceProblems(written, known),
    ...labelProblems(written.labels ?? {}),
  ];
  if (problems.length > 0) return { columns: null, problems };
  const { name, port = 22, useAgent = false, sudo = 'none', notes = '', jumpHost, ...rest } = written;
  const columns = {
    ...{ name, port, useAgent, sudo, notes },
    address: written.address.replace(/^\[(.*)\]$/, '$1'),
    user: rest.user ?? null,
    keySecret: rest.keySecret ?? null,
    passphraseSecret: rest.passphraseSecret ?? null,
    certificate: rest.certificate ?? null,
    passwordSecret: rest.passwordSecret ?? null,
    sudoPasswordSecret: rest.sudoPasswordSecret ?? null,
    jumpHostId: jumpHost ? (known.hosts.get(jumpHost) ?? null) : null,
    labels: withoutRepeats(written.labels ?? {}),
  };
  return { columns, problems: [] };
}

/** Texts without blanks around them; an empty one counts as absent. */
function trimmed(draft: HostDraft): HostDraft {
  const entries = Object.entries(draft).map(([field, value]) => {
    const text = typeof value === 'string' && field !== 'notes' ? value.trim() : value;
    return [field, text === '' && field !== 'name' && field !== 'address' ? null : text];
  });
  return { ...(Object.fromEntries(entries) as HostDraft), notes: draft.notes ?? '' };
}

const hostName = /^[\p{L}\p{N}][\p{L}\p{N} ._\-+:@/]*$/u;
// What begins with a dash is an option to other programs; blanks and slashes are never part of a name (reliability.md P15).
const address = /^[A-Za-z0-9_[][A-Za-z0-9_.:%[\]-]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what an account's name must not have
const account = /^[^\s\x00-\x1f\x7f/-][^\s\x00-\x1f\x7f/]*$/;
const nameAndPort = /^([^:[\]]+|\[.*\]):(\d+)$/;

function fieldProblems({ name, address: given, port, user, certificate, notes = '' }: HostDraft): FieldProblem[] {
  const split = nameAndPort.exec(given);
  return [
    ...(hostName.test(name) && name.length <= 128
      ? []
      : about(
          'name',
          'The name must begin with a letter or digit, hold only letters, digits, spaces and . _ - + : @ /, and have at most 128 characters.',
        )),
    ...(split === null
      ? []
      : about('address', `"${given}" has a port in it. Write ${split[1]} as the address and ${split[2]} as the port.`)),
    ...(split !== null || (address.test(given) && given.length <= 253)
      ? []
      : about(
          'address',
          `"${shorten(given)}" is neither a host name nor an IP address, e.g. web1.example.org or 10.0.0.7.`,
        )),
    ...(port === undefined || port === null || (Number.isInteger(port) && port > 0 && port < 65_536)
      ? []
      : about('port', `${port} is not a port: it must be a whole number from 1 to 65535.`)),
    ...(!user || (account.test(user) && user.length <= 256)
      ? []
      : about(
          'user',
          `"${shorten(user)}" cannot be an account: it has a blank or a slash in it, or begins with a dash.`,
        )),
    ...(!certificate || /^[a-z0-9-]+-cert-v01@openssh\.com [A-Za-z0-9+/=]+( .*)?$/.test(certificate)
      ? []
      : about('certificate', 'This is no OpenSSH certificate. Paste the one line of the file that ends in -cert.pub.')),
    ...(notes.length <= 10_000 ? [] : about('notes', 'The notes are longer than 10,000 characters.')),
  ];
}

function accountProblems(draft: HostDraft): FieldProblem[] {
  const needsKey = (['passphraseSecret', 'certificate'] as const).filter((field) => draft[field] && !draft.keySecret);
  return [
    ...needsKey.flatMap((field) =>
      about(field, 'It belongs to a key: name the secret that holds the private key too.'),
    ),
    ...(draft.sudoPasswordSecret && draft.sudo !== 'password'
      ? about(
          'sudoPasswordSecret',
          'It is used only when sudo asks for a password: set sudo to "password", or leave this out.',
        )
      : []),
    ...(draft.sudo === 'password' && !draft.sudoPasswordSecret && !draft.passwordSecret
      ? about('sudoPasswordSecret', 'sudo asks for a password here: name the secret that holds it.')
      : []),
  ];
}

const secretFields = ['keySecret', 'passphraseSecret', 'passwordSecret', 'sudoPasswordSecret'] as const;

function referenceProblems(draft: HostDraft, known: KnownNames): FieldProblem[] {
  const secrets = secretFields.flatMap((field) => {
    const name = draft[field];
    return !name || known.secrets.has(name)
      ? []
      : about(field, `There is no secret "${name}". ${nearest(name, known.secrets)}Add it under Secrets first.`);
  });
  const { jumpHost } = draft;
  if (!jumpHost) return secrets;
  if (jumpHost === draft.name) return [...secrets, ...about('jumpHost', 'A host cannot be reached through itself.')];
  if (known.hosts.has(jumpHost)) return secrets;
  const message = `There is no host "${jumpHost}". ${nearest(jumpHost, known.hosts.keys())}Add the jump host first, or in the same text.`;
  return [...secrets, ...about('jumpHost', message)];
}

function nearest(name: string, names: Iterable<string>): string {
  const hint = didYouMean(name, names);
  return hint === undefined ? '' : `${hint} `;
}

const labelKey = /^[\p{L}\p{N}][\p{L}\p{N}._\-/]*$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a value must not have
const labelValue = /^[^\x00-\x1f\x7f]+$/;

/** What is wrong with labels. */
export function labelProblems(labels: HostLabels): FieldProblem[] {
  const problems = Object.entries(labels).flatMap(([key, values]) => {
    if (!labelKey.test(key) || key.length > 256) {
      return [
        `"${shorten(key)}" cannot be a label: it must begin with a letter or digit and hold only letters, digits and . _ - /.`,
      ];
    }
    if (values.length === 0) return [`The label "${key}" has no value.`];
    const wrong = values.find((value) => !labelValue.test(value) || value.length > 256);
    return wrong === undefined
      ? []
      : [
          `The label "${key}" has a value that is empty, longer than 256 characters or of more than one line: "${shorten(wrong)}".`,
        ];
  });
  return problems.map((message) => ({ field: 'labels', message }));
}

/** Labels with each value once. */
export function withoutRepeats(labels: HostLabels): HostLabels {
  return Object.fromEntries(Object.entries(labels).map(([key, values]) => [key, [...new Set(values)]]));
}

function about(field: keyof HostDraft, message: string): FieldProblem[] {
  return [{ field, message }];
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
