/** What becomes of a text. */
export interface HostileText {
  /** Made when asked for, as some are large. */
  text(): string;
  /** The code it is refused with; null for one that is only strange and must be read. */
  refusal: string | null;
}

const megabyte = 1024 * 1024;
const head = 'tosca_definitions_version: cloudify_dsl_1_3\n';

/** Texts that are small and grow, or are large, or are deep (reliability P9), by what is bad about them. */
export const hostileTexts: Readonly<Record<string, HostileText>> = {
  'aliases of aliases': refused('DSL9003', () => aliasBomb(9, (name) => `[${`*${name},`.repeat(9)}]`)),
  'aliases of aliases in maps': refused('DSL9003', () =>
    aliasBomb(9, (name) => `{${[...'abcdefghi'].map((key) => `${key}: *${name}`).join(', ')}}`),
  ),
  'merged maps of merged maps': refused('DSL9003', mergeBomb),
  'aliases, each one level deeper': refused('DSL9003', () => aliasBomb(3000, (name) => `[*${name}]`)),
  'deep lists in one line': refused('DSL9002', () => `${head}metadata: {a: ${'['.repeat(200_000)}`),
  'deep maps in one line': refused('DSL9002', () => `${head}metadata: ${'{a: '.repeat(100_000)}`),
  'deep lists in one line of dashes': refused('DSL9002', () => `${head}metadata:\n${'- '.repeat(100_000)}1`),
  'deep maps by indentation': refused('DSL9002', () => {
    const lines = Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level + 1)}a:`);
    return `${head}metadata:\n${lines.join('\n')}`;
  }),
  'question marks': refused('DSL9002', () => `${head}metadata:\n  ${'? '.repeat(100_000)}a`),
  'more than 4 MB': refused('DSL9001', () => `${head}# ${'x'.repeat(4 * megabyte)}`),
  'a quote that is never closed': refused('DSL9000', () => `${head}description: "${'x\n'.repeat(megabyte)}`),
  'brackets that are never closed': refused('DSL9000', () => `${head}metadata: {a: [${'x, '.repeat(megabyte)}`),
  'many documents': refused('DSL9000', () => `${head}${'---\na: 1\n'.repeat(200_000)}`),
  'many tabs': refused('DSL9000', () => `${head}metadata:\n${'\ta: 1\n'.repeat(200_000)}`),
  'many unknown tags': refused('DSL9005', () => `${head}metadata:\n  a: [${'!x 1, '.repeat(200_000)}]`),
  'many unknown aliases': refused('DSL9000', () => `${head}metadata:\n  a: [${'*x, '.repeat(200_000)}]`),
  'many unknown sections': refused('DSL0001', () => head + numbered(100_000, (at) => `section_${at}: 1`)),
  'many node templates of no type': refused(
    'DSL0007',
    () => `${head}node_templates:\n${numbered(50_000, (at) => `  node_${at}: {type: nothing_${at}}`)}`,
  ),
  'the same key again and again': read(() => `${head}metadata:\n${'  a: 1\n'.repeat(100_000)}`),
  'many keys': read(() => `${head}metadata:\n${numbered(150_000, (at) => `  key_${at}: 1`)}`),
  'many anchors': read(() => `${head}metadata:\n${numbered(100_000, (at) => `  key_${at}: &anchor_${at} 1`)}`),
  'a long text': read(() => `${head}description: ${'x'.repeat(3 * megabyte)}`),
  'a long text in lines': read(() => `${head}description: >\n${'  words\n'.repeat(300_000)}`),
  'a long comment': read(() => `${head}${'# x\n'.repeat(800_000)}`),
  'many empty lines': read(() => head + '\n'.repeat(3 * megabyte)),
  'many blanks': read(() => `${head}metadata: {a: ${' '.repeat(3 * megabyte)}1}`),
  'a number of many digits': read(() => `${head}metadata: {a: 1${'0'.repeat(megabyte)}}`),
  'a number of many parts': read(() => `${head}metadata: {a: 1${':59'.repeat(300_000)}}`),
  'a long key': read(() => `${head}metadata: {? ${'x'.repeat(megabyte)} : 1}`),
  'escapes only': read(() => `${head}description: "${'\\x41'.repeat(500_000)}"`),
};

function refused(refusal: string, text: () => string): HostileText {
  return { refusal, text };
}

function read(text: () => string): HostileText {
  return { refusal: null, text };
}

function aliasBomb(levels: number, level: (previous: string) => string): string {
  const lines = Array.from({ length: levels }, (_, at) => `  a${at + 1}: &a${at + 1} ${level(`a${at}`)}`);
  return `${head}metadata:\n  a0: &a0 [x]\n${lines.join('\n')}\n`;
}

function mergeBomb(): string {
  const lines = Array.from(
    { length: 30 },
    (_, at) => `  m${at + 1}: &m${at + 1} {x: *m${at}, y: *m${at}, <<: *m${at}}`,
  );
  return `${head}metadata:\n  m0: &m0 {a: 1}\n${lines.join('\n')}\n`;
}

function numbered(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => `${line(at)}\n`).join('');
}
