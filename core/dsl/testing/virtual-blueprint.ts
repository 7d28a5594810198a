import type { Compilation } from '../compilation.ts';
import { compileBlueprint } from '../compile.ts';

/** Compiles files that exist only in memory; the main file is `blueprint.yaml`. */
export async function compileFiles(files: Record<string, string>): Promise<Compilation> {
  const texts = new Map(Object.entries(files));
  const reader = {
    read: async (location: string) => texts.get(location) ?? null,
    exists: (location: string) => texts.has(location),
  };
  return compileBlueprint({ mainFile: 'blueprint.yaml', reader });
}

/**
 * Compiles one text of language version 1_3 (or the given one), with small built-in types of its own. Two lines come
 * before the text, so its first line is the third of `blueprint.yaml`.
 */
export async function compileText(text: string, version = 3): Promise<Compilation> {
  return compileFiles({
    'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_${version}\nimports: [types.yaml]\n${text}`,
    'types.yaml': smallTypes,
  });
}

export const smallTypes = `
plugins:
  p: { executor: central_deployment_agent, install: false }
  script: { executor: host_agent, install: false }
node_types:
  cloudify.nodes.Root:
    interfaces:
      cloudify.interfaces.lifecycle: { create: {}, configure: {}, start: {}, stop: {}, delete: {} }
  cloudify.nodes.Compute:
    derived_from: cloudify.nodes.Root
    properties: { ip: { default: '' } }
relationships:
  cloudify.relationships.depends_on:
    properties: { connection_type: { default: all_to_all } }
    source_interfaces:
      cloudify.interfaces.relationship_lifecycle: { establish: {}, unlink: {} }
    target_interfaces:
      cloudify.interfaces.relationship_lifecycle: { establish: {}, unlink: {} }
  cloudify.relationships.connected_to: { derived_from: cloudify.relationships.depends_on }
  cloudify.relationships.contained_in: { derived_from: cloudify.relationships.depends_on }
`;

/** Each problem as `CODE line: detail`, in order. */
export function problemsOf(compilation: Compilation): string[] {
  return compilation.diagnostics.map((item) => `${item.code} ${item.range.start.line}: ${item.detail}`);
}

/** Each problem's code. */
export function codesOf(compilation: Compilation): string[] {
  return compilation.diagnostics.map((item) => item.code);
}
