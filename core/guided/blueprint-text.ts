import { type GuidedAnswers, type GuidedHost, type GuidedProgram, identifier } from './answers.ts';

/** The text of the blueprint that the answers describe. */
export function blueprintText(answers: GuidedAnswers): string {
  const { hosts, programs } = answers;
  const signIn = commonSignIn(hosts);
  return [
    'tosca_definitions_version: cloudify_dsl_1_3',
    '',
    `description: ${scalar(descriptionOf(answers))}`,
    '',
    'imports:',
    '  - cloudify/types/types.yaml',
    '',
    'inputs:',
    ...hosts.flatMap(addressInput),
    ...(signIn === null ? [] : signInInputs(signIn)),
    '',
    'node_templates:',
    ...hosts.flatMap((host) => [...hostNode(host, signIn !== null), '']),
    ...programs.flatMap((program) => [...programNode(program, programs), '']),
    ...outputs(programs),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function descriptionOf({ programs }: GuidedAnswers): string {
  return `${programs.map(({ name, host }) => `${name} on ${host}`).join(', ')}.`;
}

/** What all hosts are signed in with; null when it differs. */
function commonSignIn(hosts: readonly GuidedHost[]): GuidedHost | null {
  const [first] = hosts;
  if (first === undefined) return null;
  const isCommon = hosts.every(
    ({ user, port, keySecret, passwordSecret }) =>
      user === first.user &&
      port === first.port &&
      keySecret === first.keySecret &&
      passwordSecret === first.passwordSecret,
  );
  return isCommon ? first : null;
}

function addressInput({ name, address }: GuidedHost): string[] {
  return [
    `  ${identifier(name)}_address:`,
    '    type: string',
    `    default: ${scalar(address)}`,
    `    description: ${scalar(`Address of ${name}.`)}`,
  ];
}

function signInInputs({ user, port, ...secrets }: GuidedHost): string[] {
  const what = secrets.keySecret === null ? 'password' : 'private key';
  return [
    '  ssh_user:',
    '    type: string',
    `    default: ${scalar(user)}`,
    '    description: Account on the hosts.',
    '  ssh_port:',
    '    type: integer',
    `    default: ${port}`,
    '    description: Port of the SSH servers.',
    '  ssh_secret:',
    '    type: string',
    `    default: ${scalar(secretOf(secrets))}`,
    `    description: Name of the secret that holds the ${what} of the account.`,
  ];
}

function secretOf({ keySecret, passwordSecret }: Pick<GuidedHost, 'keySecret' | 'passwordSecret'>): string {
  return keySecret ?? passwordSecret ?? '';
}

function hostNode(host: GuidedHost, isCommon: boolean): string[] {
  const kind = host.keySecret === null ? 'password' : 'key';
  const signIn = isCommon
    ? [
        'user: { get_input: ssh_user }',
        'port: { get_input: ssh_port }',
        `${kind}: { get_secret: { get_input: ssh_secret } }`,
      ]
    : [`user: ${scalar(host.user)}`, `port: ${host.port}`, `${kind}: { get_secret: ${scalar(secretOf(host))} }`];
  return [
    `  ${identifier(host.name)}:`,
    '    type: cloudify.nodes.Compute',
    '    properties:',
    `      ip: { get_input: ${identifier(host.name)}_address }`,
    '      agent_config:',
    '        install_method: none',
    ...signIn.map((line) => `        ${line}`),
  ];
}

function programNode(program: GuidedProgram, programs: readonly GuidedProgram[]): string[] {
  const node = identifier(program.name);
  const environment = environmentOf(program, programs);
  const operations = ['create', 'start', 'stop', 'delete'].flatMap((operation) => {
    const implementation = `scripts/${node}/${operation}.sh`;
    const needs = operation === 'create' || operation === 'start' ? environment : [];
    if (needs.length === 0) return [`        ${operation}: ${implementation}`];
    return [
      `        ${operation}:`,
      `          implementation: ${implementation}`,
      '          inputs:',
      ...needs.map((line) => `            ${line}`),
    ];
  });
  return [
    `  ${node}:`,
    `    type: cloudify.nodes.${program.port === null ? 'SoftwareComponent' : 'WebServer'}`,
    ...(program.port === null ? [] : ['    properties:', `      port: ${program.port}`]),
    '    interfaces:',
    '      cloudify.interfaces.lifecycle:',
    ...operations,
    '    relationships:',
    ...relationship('contained_in', program.host),
    ...program.uses.flatMap((used) => relationship('connected_to', used)),
  ];
}

function relationship(kind: 'contained_in' | 'connected_to', target: string): string[] {
  return [`      - type: cloudify.relationships.${kind}`, `        target: ${identifier(target)}`];
}

/** Inputs of operations arrive as variables of the environment. */
function environmentOf(program: GuidedProgram, programs: readonly GuidedProgram[]): string[] {
  const own = program.port === null ? [] : ['PORT: { get_property: [SELF, port] }'];
  const used = program.uses.flatMap((name) => {
    const target = programs.find((each) => each.name === name);
    if (target === undefined) return [];
    const prefix = identifier(name).toUpperCase();
    const address = `${prefix}_ADDRESS: { get_property: [${identifier(target.host)}, ip] }`;
    return target.port === null
      ? [address]
      : [address, `${prefix}_PORT: { get_property: [${identifier(name)}, port] }`];
  });
  return [...own, ...used];
}

/** What nothing else uses comes first: it is what people open. */
function outputs(programs: readonly GuidedProgram[]): string[] {
  const isUsed = ({ name }: GuidedProgram): boolean => programs.some(({ uses }) => uses.includes(name));
  const listening = programs
    .filter(({ port }) => port !== null)
    .toSorted((a, b) => Number(isUsed(a)) - Number(isUsed(b)));
  if (listening.length === 0) return [];
  return [
    'outputs:',
    ...listening.flatMap(({ name, host }) => [
      `  ${identifier(name)}_url:`,
      `    description: ${scalar(`Where ${name} answers.`)}`,
      '    value:',
      `      concat: ['http://', { get_property: [${identifier(host)}, ip] }, ':', { get_property: [${identifier(name)}, port] }, '/']`,
    ]),
  ];
}

/** Plain where YAML reads it back as the same text, quoted elsewhere. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(text) || /^\d+\.\d+\.\d+\.\d+$/.test(text);
  return isPlain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
}
