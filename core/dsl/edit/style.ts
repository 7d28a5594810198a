import type { SyntaxNode } from '../safe-yaml/syntax.ts';
import { columnOf, lineBreakOf, startsLine } from './lines.ts';
import { isFlow, keySpan, startOf, writtenEntries } from './spans.ts';

/** How a text is written, as far as what is added to it has to look alike. */
export interface Style {
  /** Spaces by which a map is indented more than the key it belongs to. */
  step: number;
  /** The same of the dashes of a list: 0 or more. */
  dash: number;
  quote: "'" | '"';
  /** How calls such as `{ get_input: x }` are written. */
  call: '{ ' | '{' | 'block';
  /** Whether keys are in double quotes, as in JSON. */
  quotedKeys: boolean;
  lineBreak: string;
  /** Whether texts of several lines may be written below `|`. */
  literals: boolean;
}

/** How many collections are looked at: enough to see how a file is written. */
const mostCollections = 300;

/** Finds out how `near`, and where that does not show it, `root` is written. */
export function styleOf(text: string, root: SyntaxNode, near: SyntaxNode): Style {
  const survey = { text, steps: new Map<number, number>(), dashes: new Map<number, number>(), quotedKeys: 0, left: 0 };
  for (const node of [near, root]) {
    if (survey.steps.size > 0 && survey.dashes.size > 0) break;
    survey.left = mostCollections;
    look(survey, node, null);
  }
  const step = mostFrequent(survey.steps) ?? 2;
  return {
    step,
    dash: mostFrequent(survey.dashes) ?? step,
    ...habitsOf(text, root),
    quotedKeys: survey.quotedKeys > 0,
    lineBreak: lineBreakOf(text),
    literals: true,
  };
}

interface Survey {
  text: string;
  steps: Map<number, number>;
  dashes: Map<number, number>;
  quotedKeys: number;
  left: number;
}

/** `column`: of the key in front of the node, if it is in a block. */
function look(survey: Survey, node: SyntaxNode, column: number | null): void {
  if (node.kind === 'scalar' || survey.left <= 0) return;
  survey.left -= 1;
  const { text } = survey;
  if (isFlow(text, node)) {
    if (node.kind === 'map' && writtenEntries(node).some((entry) => isQuoted(text, entry))) survey.quotedKeys += 1;
    return;
  }
  const own = columnOf(text, startOf(node));
  if (column !== null) voteFor(survey, node, own - column);
  if (node.kind === 'list') for (const item of node.items) look(survey, item, null);
  else for (const entry of writtenEntries(node)) look(survey, entry.value, own);
}

function isQuoted(text: string, entry: Parameters<typeof keySpan>[0]): boolean {
  return text.charAt(keySpan(entry).start) === '"';
}

/** An indentation counts when it is one: not in the line of the key, and not where an alias leads. */
function voteFor({ text, steps, dashes }: Survey, node: SyntaxNode, step: number): void {
  if (step >= 0 && startsLine(text, startOf(node))) vote(node.kind === 'map' ? steps : dashes, step);
}

function vote(votes: Map<number, number>, value: number): void {
  votes.set(value, (votes.get(value) ?? 0) + 1);
}

function mostFrequent(votes: ReadonlyMap<number, number>): number | null {
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best?.[0] ?? null;
}

type Habits = Pick<Style, 'quote' | 'call'>;

/** By the root of their text, as many places of it are written to at once. */
const known = new WeakMap<SyntaxNode, { text: string; habits: Habits }>();

function habitsOf(text: string, root: SyntaxNode): Habits {
  const found = known.get(root);
  if (found?.text === text) return found.habits;
  const habits: Habits = { quote: count(text, /'/g) > count(text, /"/g) ? "'" : '"', call: callStyle(text) };
  known.set(root, { text, habits });
  return habits;
}

function callStyle(text: string): Style['call'] {
  const spaced = count(text, /\{ +(?:get_\w+|concat):/g);
  const tight = count(text, /\{(?:get_\w+|concat):/g);
  const block = count(text, /:[ \t]*\r?\n[ \t]+(?:get_\w+|concat):/g);
  if (block > spaced + tight) return 'block';
  return tight > spaced ? '{' : '{ ';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
