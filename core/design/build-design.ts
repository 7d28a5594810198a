import { isAbsoluteLocation } from '../dsl/imports/location.ts';
import type { BuiltBlueprint } from '../dsl/index.ts';
import { Memo } from '../dsl/memo.ts';
import type { Design } from './design.ts';
import { designNodes } from './design-nodes.ts';
import { designDeclarations, designGroups, designImports, designPolicies, designSecrets } from './design-sections.ts';
import { designTypes } from './design-types.ts';
import { textIn } from './written.ts';

/** Tells the design of a blueprint again and again; parts in which nothing changed are the same objects as before. */
export class DesignBuilder {
  readonly #memo = new Memo();

  build(built: BuiltBlueprint): Design {
    const { sections, context, main, imports } = built;
    const memo = this.#memo;
    const policies = kept(memo, 'policies', designPolicies(sections, memo));
    return {
      version: context.version,
      description: textIn(main, 'description'),
      imports: designImports(imports),
      nodes: kept(memo, 'nodes', designNodes(built, memo)),
      groups: kept(memo, 'groups', designGroups(sections, policies, memo)),
      policies,
      inputs: kept(memo, 'inputs', designDeclarations(sections, 'inputs', memo)),
      outputs: kept(memo, 'outputs', designDeclarations(sections, 'outputs', memo)),
      capabilities: kept(memo, 'capabilities', designDeclarations(sections, 'capabilities', memo)),
      labels: kept(memo, 'labels', designDeclarations(sections, 'labels', memo)),
      blueprintLabels: kept(memo, 'blueprint labels', designDeclarations(sections, 'blueprint_labels', memo)),
      types: designTypes(built, memo),
      secrets: designSecrets(sections, memo),
    };
  }
}

/** The list as it was, when it has the same items. */
function kept<Item>(memo: Memo, name: string, items: readonly Item[]): readonly Item[] {
  return memo.keep(name, items, () => items);
}

/** Whether all of the blueprint's own files can be read; otherwise a part of what was written is missing. */
export function isWhole({ roots }: BuiltBlueprint): boolean {
  return [...roots].every(([location, root]) => root !== null || isAbsoluteLocation(location));
}
