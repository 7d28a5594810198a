import { CsvError, parse } from 'csv-parse/sync';
import type { HostDraft, HostImportResult, HostLabels } from '../../api/contract.ts';

/** A host that a text names, and where. */
export interface ImportedHost {
  line: number;
  draft: HostDraft;
}

/** What a text says, before anything is checked against what is known. */
export interface HostText extends Pick<HostImportResult, 'problems' | 'skipped' | 'keyFiles'> {
  hosts: ImportedHost[];
}

type TextField = Exclude<keyof HostDraft, 'port' | 'useAgent' | 'labels' | 'sudo' | 'certificate'>;

/** The columns, by all the names that they may have; case, blanks, dashes and underscores make no difference. */
const columnNames: Record<string, TextField | 'port' | 'useAgent' | 'labels' | 'sudo'> = {
  ...{ name: 'name', host: 'name', alias: 'name' },
  ...{ address: 'address', ip: 'address', ipaddress: 'address', hostname: 'address', fqdn: 'address' },
  ...{ port: 'port', sshport: 'port', user: 'user', username: 'user', account: 'user', login: 'user' },
  ...{ key: 'keySecret', keysecret: 'keySecret', passphrase: 'passphraseSecret', passphrasesecret: 'passphraseSecret' },
  ...{ password: 'passwordSecret', passwordsecret: 'passwordSecret', agent: 'useAgent', useagent: 'useAgent' },
  ...{ sudo: 'sudo', sudopassword: 'sudoPasswordSecret', sudopasswordsecret: 'sudoPasswordSecret' },
  ...{ jump: 'jumpHost', jumphost: 'jumpHost', proxyjump: 'jumpHost', labels: 'labels', tags: 'labels' },
  ...{ notes: 'notes', note: 'notes', comment: 'notes', description: 'notes' },
};

const shownColumns =
  'name, address, port, user, key_secret, passphrase_secret, password_secret, agent, sudo, sudo_password_secret, jump_host, labels, notes';

interface ReadRecord {
  record: Record<string, string>;
  raw: string;
  info: { lines: number };
}

/**
 * The hosts of a table: a line of column names, then a line for each host. Fields are parted by commas, semicolons or
 * tabs, whichever the first line has most of (RFC 4180 otherwise). Credentials are names of secrets.
 */
export function readCsv(text: string): HostText {
  const found: HostText = { hosts: [], problems: [], skipped: [], keyFiles: [] };
  const body = text.replace(/^\uFEFF/, '');
  const header = readHeader(body);
  if (header.problems.length > 0) return { ...found, problems: header.problems };
  for (const { record, raw, info } of readRecords(body, header, found)) {
    // `lines` is where the record ends; fields in quotes may have line ends of their own.
    const line = info.lines - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0);
    const { draft, problems } = readRow(record);
    if (problems.length === 0) found.hosts.push({ line, draft });
    found.problems.push(...problems.map((problem) => ({ line, host: draft.name || null, ...problem })));
  }
  return found;
}

interface Header {
  delimiter: string;
  line: number;
  columns: string[];
  problems: HostText['problems'];
}

function readHeader(text: string): Header {
  const lines = text.split(/\r\n|\n|\r/);
  const index = lines.findIndex((line) => line.trim() !== '');
  const first = lines[index] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    first.split(one).length > first.split(best).length ? one : best,
  );
  const names = first.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  const columns = names.map((name) => columnNames[name.toLowerCase().replaceAll(/[\s_-]/g, '')] ?? '');
  const refuse = (message: string): Header['problems'] => [
    { line: Math.max(index, 0) + 1, host: null, field: null, message },
  ];
  const header = { delimiter, line: Math.max(index, 0) + 1, columns, problems: [] };
  if (index === -1) return { ...header, problems: refuse('There is nothing in it. The first line names the columns.') };
  const unknown = names.filter((name, at) => columns[at] === '' && name !== '');
  if (unknown.length > 0) {
    const named = unknown.slice(0, 5).map((name) => `"${name.slice(0, 50)}"`);
    return {
      ...header,
      problems: refuse(
        `The first line must name the columns; ${named.join(', ')} is none. Columns are: ${shownColumns}.`,
      ),
    };
  }
  const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at);
  if (twice !== undefined)
    return { ...header, problems: refuse(`Two columns mean the same: ${twice}. Leave one out.`) };
  if (!columns.includes('address')) return { ...header, problems: refuse('A column "address" is missing.') };
  return header;
}

function readRecords(text: string, header: Header, found: HostText): ReadRecord[] {
  try {
    return parse(text, {
      bom: true,
      columns: header.columns.map((column) => (column === '' ? false : column)) as string[],
      delimiter: header.delimiter,
      fromLine: header.line + 1,
      info: true,
      raw: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      skipRecordsWithEmptyValues: true,
      trim: true,
    }) as unknown as ReadRecord[];
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const line = Number((fault as { lines?: unknown }).lines ?? header.line);
    found.problems.push({ line, host: null, field: null, message: `This is not a table: ${fault.message}` });
    return [];
  }
}

type RowProblem = { field: string | null; message: string };

function readRow(record: Record<string, string>): { draft: HostDraft; problems: RowProblem[] } {
  const { port, labels, sudo, useAgent, ...texts } = record;
  const problems: RowProblem[] = [];
  const draft: HostDraft = { name: '', address: '', ...withoutEmpty(texts) };
  // Without a column of names, the address is a host's name.
  if (draft.name === '') draft.name = draft.address;
  if (port) {
    if (/^\d{1,5}$/.test(port)) draft.port = Number(port);
    else
      problems.push({ field: 'port', message: `"${port}" is not a port: it must be a whole number from 1 to 65535.` });
  }
  if (labels) {
    const read = readLabels(labels);
    if (typeof read === 'string') problems.push({ field: 'labels', message: read });
    else draft.labels = read;
  }
  const asked = readSudo(sudo);
  if (asked === undefined)
    problems.push({ field: 'sudo', message: `"${sudo}" is not a kind of sudo: it is none, passwordless or password.` });
  else if (asked !== null) draft.sudo = asked;
  const agent = readFlag(useAgent);
  if (agent === undefined) problems.push({ field: 'useAgent', message: `"${useAgent}" is neither yes nor no.` });
  else if (agent !== null) draft.useAgent = agent;
  return { draft, problems };
}

function withoutEmpty(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined && value !== ''));
}

/** Null: nothing is said. Undefined: it is no kind of sudo. */
function readSudo(value = ''): HostDraft['sudo'] | null {
  if (value === '') return null;
  return (['none', 'passwordless', 'password'] as const).find((kind) => kind === value.toLowerCase());
}

/** Null: nothing is said. Undefined: it is neither yes nor no. */
function readFlag(value = ''): boolean | null | undefined {
  if (value === '') return null;
  if (/^(yes|true|1|y)$/i.test(value)) return true;
  return /^(no|false|0|n)$/i.test(value) ? false : undefined;
}

/** `zone=a; role=web; role=db`: pairs, parted by semicolons, commas or blanks. What is wrong with them, as a text. */
function readLabels(text: string): HostLabels | string {
  const labels = new Map<string, string[]>();
  for (const pair of text.split(/[;,\n]/).map((part) => part.trim())) {
    if (pair === '') continue;
    const [, key = '', value = ''] = /^([^=:]*)[=:](.*)$/.exec(pair) ?? [];
    if (key.trim() === '' || value.trim() === '') {
      return `"${pair.slice(0, 100)}" is not a label: write key=value; key=value.`;
    }
    labels.set(key.trim(), [...(labels.get(key.trim()) ?? []), value.trim()]);
  }
  return Object.fromEntries(labels);
}
