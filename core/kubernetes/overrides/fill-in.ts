import type { Json } from '../../blueprint/json.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { pythonText } from '../../dsl/functions/python-text.ts';
import { followContextPath, type Reached } from './context-path.ts';
import { type FilledText, textAsWritten, withValue } from './filled-text.ts';
import { findToken, type OverrideToken } from './find-token.ts';
import type { LateValues, OverrideGeneration } from './late-values.ts';
import { faultAt, type OverrideProblem } from './override-fault.ts';

/** More replacements than these in one override: a value that leads to itself, which the old plugin never left. */
const mostReplacements = 200;
/** Characters of an override once it is filled in; an API server takes no larger objects by far. */
const longestText = 256 * 1024;

type Resolve = (token: OverrideToken, values: LateValues) => Promise<Reached>;

const resolvers: Readonly<Record<OverrideGeneration, Resolve>> = { 2015: resolve2015, 2016: resolve2016 };

/**
 * Fills in the late-bound values of an override, from left to right, and again in what was filled in, until no token
 * is left (systems.md S2, "Substitution"). What is no token stays as it is.
 *
 * @throws OverrideFault when a value cannot be had, or when the replacing never ends.
 */
export async function fillIn(written: string, generation: OverrideGeneration, values: LateValues): Promise<FilledText> {
  let filled = textAsWritten(written);
  for (let source = 1; ; source += 1) {
    if (filled.text.length > longestText) throw faultAt(filled, 0, tooLong);
    const token = findToken(filled.text, generation);
    if (token === null) return filled;
    const { start, end } = token;
    if (source > mostReplacements) throw faultAt(filled, start, endless);
    const reached = await resolvers[generation](token, values);
    if (!reached.ok) throw faultAt(filled, start, reached.problem);
    filled = withValue(filled, { start, end, source }, pythonText(reached.value));
  }
}

const tooLong: OverrideProblem = {
  kind: 'limit',
  detail: `The override is longer than ${longestText / 1024} KiB once its values are filled in.`,
  hint: 'Write several overrides, or put what is large in a ConfigMap.',
};

const endless: OverrideProblem = {
  kind: 'limit',
  detail: 'The value holds a token that leads to itself, so that filling it in never ends.',
  hint: 'Give the node a value without that token.',
};

/** Two fields, nothing trimmed, texts only; whatever follows the comma is one key. */
async function resolve2015({ inside }: OverrideToken, values: LateValues): Promise<Reached> {
  const comma = inside.indexOf(',');
  const attribute = inside.slice(comma + 1);
  const reached = await attributeOf(inside.slice(0, comma), [attribute], values);
  if (!reached.ok || typeof reached.value === 'string') return reached;
  return problem('type', `"${attribute}" is not a text.`, 'Make it a text, or import a plugin of 2016 or later.');
}

/** The name of the node counts as it is, the attributes are trimmed; lists have no items to name. */
async function resolve2016({ kind, inside }: OverrideToken, values: LateValues): Promise<Reached> {
  if (kind === 'context') return contextValue(inside, values);
  const [node = '', ...attributes] = inside.split(',');
  if (attributes.length > 0)
    return attributeOf(
      node,
      attributes.map((name) => name.trim()),
      values,
    );
  return problem('late value', `@{${inside}} names a node and no attribute.`, `Write @{${inside},attribute}.`);
}

function contextValue(path: string, { context, managementIp }: LateValues): Reached {
  if (path !== 'management_ip') return followContextPath(path, context);
  if (managementIp !== null) return { ok: true, value: managementIp };
  return problem('late value', 'No address of this server is known.', 'Set the address by which hosts reach it.');
}

async function attributeOf(node: string, attributes: readonly string[], values: LateValues): Promise<Reached> {
  const properties = await values.runtimeProperties(node);
  if (properties !== null) return follow(properties, attributes);
  const hint =
    node === node.trim()
      ? 'Check the name, and let this node depend on that one so that it is there before.'
      : 'Remove the blanks around the name.';
  return problem('late value', `There is no instance of the node "${node}".`, hint);
}

function follow(properties: Json, attributes: readonly string[]): Reached {
  let reached = properties;
  for (const name of attributes) {
    if (typeof reached !== 'object' || reached === null || Array.isArray(reached)) {
      const what = Array.isArray(reached) ? 'a list' : 'not a map';
      return problem(
        'type',
        `"${name}" cannot be looked up: the value before it is ${what}.`,
        'Name keys of maps only.',
      );
    }
    if (!Object.hasOwn(reached, name)) {
      const hint = didYouMean(name, Object.keys(reached)) ?? 'It must be set before this node starts.';
      return problem('missing', `There is no runtime property "${name}".`, hint);
    }
    reached = reached[name] ?? null;
  }
  return { ok: true, value: reached };
}

function problem(kind: OverrideProblem['kind'], detail: string, hint: string): Reached {
  return { ok: false, problem: { kind, detail, hint } };
}
