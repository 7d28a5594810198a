/** A host that a guided blueprint installs on. */
export interface GuidedHost {
  /** How people call it; its node is named after it. */
  name: string;
  address: string;
  port: number;
  user: string;
  /** Name of the secret with the private key; null: `passwordSecret` is used. */
  keySecret: string | null;
  passwordSecret: string | null;
}

/** A program that a guided blueprint installs. Commands are lines of a POSIX shell, run in a folder of its own. */
export interface GuidedProgram {
  name: string;
  /** The name of its host. */
  host: string;
  /** Run once, before the first start; may be empty. */
  prepare: string;
  /** Runs the program in the foreground, for as long as it lives. */
  run: string;
  /** Where it listens; null when it does not. `$PORT` in its commands. */
  port: number | null;
  /** Files beside its commands, by name. */
  files: Readonly<Record<string, string>>;
  /** Programs whose addresses it is told: `$DATABASE_ADDRESS` and `$DATABASE_PORT` of one called "database". */
  uses: readonly string[];
}

/** What a person said in the guided start. */
export interface GuidedAnswers {
  name: string;
  hosts: readonly GuidedHost[];
  programs: readonly GuidedProgram[];
}

/** Where an answer is wrong, and why; full sentences. */
export interface GuidedProblem {
  at: { part: 'name' | 'host' | 'program'; number: number; field: string };
  message: string;
}

const mostPort = 65_535;

/** What stands in the way of a blueprint; none: `guidedBlueprint` makes one that can be installed. */
export function checkAnswers(answers: GuidedAnswers): GuidedProblem[] {
  const { name, hosts, programs } = answers;
  const nodes = [...hosts, ...programs].map((each) => identifier(each.name));
  return [
    ...placed({ part: 'name', number: 0 }, name.trim() === '' ? [['name', 'The blueprint needs a name.']] : []),
    ...placed({ part: 'host', number: 0 }, hosts.length === 0 ? [['name', 'Choose at least one host.']] : []),
    ...placed({ part: 'program', number: 0 }, programs.length === 0 ? [['name', 'Add at least one program.']] : []),
    ...hosts.flatMap((host, number) => placed({ part: 'host', number }, hostProblems(host))),
    ...programs.flatMap((program, number) => {
      const node = identifier(program.name);
      const isTaken = node !== '' && nodes.indexOf(node) < hosts.length + number;
      const taken: FieldProblem[] = isTaken ? [['name', `There is something else called "${node}" already.`]] : [];
      return placed({ part: 'program', number }, [...programProblems(program, answers), ...taken]);
    }),
  ];
}

/** A field and what is wrong with it. */
type FieldProblem = [field: string, message: string];

function placed(at: Omit<GuidedProblem['at'], 'field'>, problems: readonly FieldProblem[]): GuidedProblem[] {
  return problems.map(([field, message]) => ({ at: { ...at, field }, message }));
}

function hostProblems(host: GuidedHost): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (identifier(host.name) === '') problems.push(['name', 'The host needs a name with a letter in it.']);
  if (host.address.trim() === '') problems.push(['address', 'Say the address of the host.']);
  if (!isPort(host.port)) problems.push(['port', `The port is a number from 1 to ${mostPort}.`]);
  if (host.user.trim() === '') problems.push(['user', 'Say as whom to sign in.']);
  if (host.keySecret === null && host.passwordSecret === null) {
    problems.push(['key', 'Choose the secret with the key or the password of this account.']);
  }
  return problems;
}

function programProblems(
  program: GuidedProgram,
  { hosts, programs }: Pick<GuidedAnswers, 'hosts' | 'programs'>,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (identifier(program.name) === '') problems.push(['name', 'The program needs a name with a letter in it.']);
  if (!hosts.some(({ name }) => name === program.host)) problems.push(['host', 'Choose the host that it runs on.']);
  if (program.run.trim() === '') problems.push(['run', 'Say the command that runs it.']);
  if (program.port !== null && !isPort(program.port)) {
    problems.push(['port', `The port is a number from 1 to ${mostPort}.`]);
  }
  if (isInCircle(program, programs)) {
    problems.push(['uses', 'It uses something that uses it: there would be no order to install them in.']);
  }
  return problems;
}

function isInCircle(start: GuidedProgram, programs: readonly GuidedProgram[]): boolean {
  const seen = new Set<string>();
  const queue = [...start.uses];
  for (const name of queue) {
    if (name === start.name) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...(programs.find((each) => each.name === name)?.uses ?? []));
  }
  return false;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= mostPort;
}

/** A name as a node may have it: small letters, digits and `_`, a letter first; empty when nothing of it is left. */
export function identifier(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
}
