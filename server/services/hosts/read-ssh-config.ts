import { type Directive, glob, type Line, parse, type Section } from 'ssh-config';
import type { HostDraft } from '../../api/contract.ts';
import type { HostText } from './read-csv.ts';

/** What is given along with the text. */
export interface SshConfigOptions {
  /** Names of secrets that hold key files, by the path as the text writes it. */
  keys: Readonly<Record<string, string>>;
  /** Another way to sign in is given for all hosts, so that key files without a secret do no harm. */
  hasOtherSignIn: boolean;
}

/** A `Host` block, or what stands above the first one. */
interface Block {
  line: number;
  names: string[];
  /** With `*`, `?` or `!`: its settings are used for the hosts that fit. */
  patterns: string[];
  settings: Directive[];
}

/**
 * The hosts of an OpenSSH client configuration (ssh_config(5)): each name of a `Host` line without wildcards, with the
 * first value of each setting among the blocks that fit it. `Match` and `Include` are left out, with a reason: nothing of
 * the text is ever run, and no other file is read.
 */
export function readSshConfig(text: string, options: SshConfigOptions): HostText {
  const found: HostText = { hosts: [], problems: [], skipped: [], keyFiles: [] };
  const lines = parseLines(text, found);
  const blocks = readBlocks(lines, found);
  const byName = new Map<string, Block[]>();
  for (const block of blocks) {
    for (const name of block.names) byName.set(name, [...(byName.get(name) ?? []), block]);
  }
  const general = blocks.filter(({ patterns }) => patterns.length > 0);
  const keyFiles = new Set<string>();
  const aliases = new Map<string, string>();
  for (const [name, own] of byName) {
    const [{ line } = { line: 1 }] = own;
    const fitting = [...own, ...general.filter((block) => !own.includes(block) && glob(block.patterns, name))];
    const settings = mergeSettings(fitting.toSorted((a, b) => a.line - b.line));
    const other = own[0]?.names.find((first) => byName.get(first)?.[0] === own[0]);
    if (
      other !== undefined &&
      other !== name &&
      settings.has('hostname') &&
      !/%h/.test(settings.get('hostname')?.[0] ?? '')
    ) {
      aliases.set(name, other);
      found.skipped.push({ line, name, reason: `another name of the host "${other}"` });
      continue;
    }
    const { draft, problems, missingKeys } = toDraft(name, settings, options);
    for (const file of missingKeys) keyFiles.add(file);
    if (problems.length === 0) found.hosts.push({ line, draft });
    found.problems.push(...problems.map((problem) => ({ line, host: name, ...problem })));
  }
  for (const { draft } of found.hosts) draft.jumpHost &&= aliases.get(draft.jumpHost) ?? draft.jumpHost;
  return { ...found, keyFiles: [...keyFiles] };
}

function parseLines(text: string, found: HostText): Line[] {
  const unclosed = text
    .split('\n')
    .findIndex((line) => !line.trim().startsWith('#') && (line.split('"').length - 1) % 2 === 1);
  const refuse = (line: number, message: string): Line[] => {
    found.problems.push({ line, host: null, field: null, message });
    return [];
  };
  if (unclosed !== -1) return refuse(unclosed + 1, 'A quote in this line is not closed.');
  try {
    return [...parse(text.replaceAll('\r\n', '\n'))];
  } catch (fault) {
    return refuse(
      1,
      `This is not an SSH client configuration: ${fault instanceof Error ? fault.message : String(fault)}.`,
    );
  }
}

const directive = 1;

function readBlocks(lines: readonly Line[], found: HostText): Block[] {
  const top: Block = { line: 0, names: [], patterns: ['*'], settings: [] };
  const blocks = [top];
  let line = 1;
  for (const node of lines) {
    const at = line + breaks(node.before);
    line = at + breaks(node.after);
    if (node.type !== directive) continue;
    const keyword = node.param.toLowerCase();
    if (keyword === 'include') found.skipped.push(skippedInclude(node, at));
    if (!('config' in node)) {
      top.settings.push(node);
      continue;
    }
    const { settings, end } = readSettings(node, line, found);
    line = end;
    if (keyword === 'host') blocks.push(hostBlock(node, { line: at, settings, found }));
    else
      found.skipped.push({
        line: at,
        name: `${node.param} ${textOf(node)}`,
        reason: 'conditions are not evaluated here; its settings are used for no host',
      });
  }
  return blocks;
}

function readSettings(section: Section, begin: number, found: HostText): { settings: Directive[]; end: number } {
  const settings: Directive[] = [];
  let line = begin;
  for (const node of section.config) {
    const at = line + breaks(node.before);
    line = at + breaks(node.after);
    if (node.type !== directive) continue;
    if (node.param.toLowerCase() === 'include') found.skipped.push(skippedInclude(node, at));
    settings.push(node);
  }
  return { settings, end: line };
}

function skippedInclude(node: Directive, line: number) {
  return { line, name: `Include ${textOf(node)}`, reason: 'other files are not read; paste what is in them too' };
}

function hostBlock(
  node: Section,
  { line, settings, found }: { line: number; settings: Directive[]; found: HostText },
): Block {
  const words = wordsOf(node);
  const patterns = words.filter((word) => /[*?!]/.test(word));
  const names = words.filter((word) => !patterns.includes(word));
  if (patterns.length > 0) {
    const reason = 'a pattern and no host; its settings are used for the hosts that fit';
    found.skipped.push({ line, name: `Host ${patterns.join(' ')}`, reason });
  }
  return { line, names, patterns, settings };
}

function breaks(text: string): number {
  return text.split('\n').length - 1;
}

function wordsOf({ value }: Directive): string[] {
  return typeof value === 'string' ? [value] : value.map(({ val }) => val);
}

function textOf(node: Directive): string {
  return wordsOf(node).join(' ');
}

/** All values of each setting in order; of all but `identityfile` only the first counts. */
function mergeSettings(blocks: readonly Block[]): Map<string, string[]> {
  const merged = new Map<string, string[]>();
  for (const node of blocks.flatMap(({ settings }) => settings)) {
    const keyword = node.param.toLowerCase();
    merged.set(keyword, [...(merged.get(keyword) ?? []), textOf(node)]);
  }
  return merged;
}

interface ReadHost {
  draft: HostDraft;
  problems: { field: string | null; message: string }[];
  missingKeys: string[];
}

function toDraft(name: string, settings: ReadonlyMap<string, readonly string[]>, options: SshConfigOptions): ReadHost {
  const first = (keyword: string): string | undefined => settings.get(keyword)?.[0];
  const problems: ReadHost['problems'] = [];
  const address = (first('hostname') ?? name).replaceAll(/%[h%]/g, (token) => (token === '%h' ? name : '%'));
  const draft: HostDraft = { name, address };
  const user = first('user');
  if (user !== undefined) draft.user = user;
  const port = first('port');
  if (port !== undefined) {
    if (/^\d{1,5}$/.test(port)) draft.port = Number(port);
    else
      problems.push({ field: 'port', message: `"${port}" is not a port: it must be a whole number from 1 to 65535.` });
  }
  const jump = readJump(first('proxyjump'), first('proxycommand'));
  if (typeof jump === 'object') problems.push(jump);
  else if (jump !== '') draft.jumpHost = jump;
  const files = (settings.get('identityfile') ?? []).filter((file) => file.toLowerCase() !== 'none');
  const given = files.find((file) => options.keys[file] !== undefined);
  if (given !== undefined) draft.keySecret = options.keys[given] ?? null;
  const missingKeys = given === undefined ? files : [];
  if (missingKeys.length > 0 && !options.hasOtherSignIn) {
    problems.push({
      field: 'keySecret',
      message: `The key ${missingKeys.join(', ')} is a file of your own machine: store its text as a secret, and say which secret stands for this file.`,
    });
  }
  return { draft, problems, missingKeys };
}

/** The name of the jump host, empty for none, or what is wrong with it. */
function readJump(jump = 'none', command = 'none'): string | { field: string; message: string } {
  const field = 'jumpHost';
  if (jump.toLowerCase() === 'none') {
    if (command.toLowerCase() === 'none') return '';
    return {
      field,
      message: `ProxyCommand is not run here (${command.slice(0, 100)}). If it leads through another host, write ProxyJump and its name.`,
    };
  }
  const hops = jump.split(',').map((hop) => hop.trim().replace(/^ssh:\/\//, ''));
  const last = hops.at(-1) ?? '';
  if (hops.length > 1) {
    return {
      field,
      message: `ProxyJump names several hosts (${jump}). Name only "${last}" here, and give that host the one before as its own ProxyJump.`,
    };
  }
  if (/@|:\d+$/.test(last)) {
    return {
      field,
      message: `ProxyJump names an account or a port (${last}). Write a Host block for the jump host and name that.`,
    };
  }
  return last;
}
