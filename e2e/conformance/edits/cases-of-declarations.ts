import type { JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { asList, asObject } from './data.ts';
import type { DocumentSet } from './documents.ts';

/** Intents about all but the nodes: declarations, groups, policies, types, imports. `nodes`: their names. */
export function casesOfDeclarations(set: DocumentSet, nodes: readonly string[]): Intent[] {
  const sections = ['inputs', 'outputs', 'capabilities'] as const;
  return [
    ...sections.flatMap((section) => ofSection(set, section)),
    ...ofGroups(set, nodes),
    ...ofPolicies(set),
    ...ofTypes(set),
    ...ofMain(set),
  ];
}

type Section = 'inputs' | 'outputs' | 'capabilities';

function ofSection(set: DocumentSet, section: Section): Intent[] {
  const definition: JsonObject =
    section === 'inputs' ? { type: 'string', default: 'x' } : { value: { get_attribute: ['SELF', 'x'] } };
  const cases: Intent[] = [{ kind: 'add-declaration', section, name: 'brand_new', definition }];
  for (const name of namesOf(set, section)) {
    cases.push({ kind: 'rename-declaration', section, name, to: `${name}_renamed` });
    cases.push({ kind: 'remove-declaration', section, name });
    cases.push({ kind: 'set-declaration', section, name, path: ['description'], value: 'What it is: a # thing' });
    const [first] = Object.keys(asObject(set.find(section, name)));
    if (first !== undefined) cases.push({ kind: 'unset-declaration', section, name, path: [first] });
  }
  const inMain = Object.keys(set.section(set.data.mainFile, section));
  const [first] = inMain;
  if (first !== undefined && inMain.length > 1) {
    cases.push({ kind: 'move-declaration', section, name: first, position: inMain.length - 1 });
    cases.push({ kind: 'move-declaration', section, name: inMain.at(-1) ?? first, position: 0 });
  }
  return cases;
}

function ofGroups(set: DocumentSet, nodes: readonly string[]): Intent[] {
  const cases: Intent[] = [];
  const [node] = nodes.filter((name) => set.own(set.data.mainFile, name) !== null);
  if (node !== undefined) cases.push({ kind: 'add-group', name: 'brand_new_group', members: [node] });
  for (const group of namesOf(set, 'groups')) {
    cases.push({ kind: 'remove-group', group });
    cases.push({ kind: 'rename-definition', section: 'groups', name: group, to: `${group}_renamed` });
    const members = set.members(group);
    const free = nodes.find((name) => !members.includes(name));
    if (free !== undefined) cases.push({ kind: 'add-member', group, member: free });
    if (members.length > 1) cases.push({ kind: 'remove-member', group, member: members[0] ?? '' });
  }
  return cases;
}

function ofPolicies(set: DocumentSet): Intent[] {
  const [group] = namesOf(set, 'groups');
  const version = String(set.documents[set.data.mainFile]?.['tosca_definitions_version']);
  const cases: Intent[] = [];
  if (group !== undefined && !/_1_[012]$/.test(version)) {
    const type = 'cloudify.policies.scaling';
    const properties = { default_instances: 2 };
    cases.push({ kind: 'add-policy', name: 'brand_new_policy', type, targets: [group], properties });
  }
  for (const policy of namesOf(set, 'policies')) {
    cases.push({ kind: 'set-policy-property', policy, path: ['default_instances'], value: 4 });
    cases.push({ kind: 'remove-policy', policy });
    cases.push({ kind: 'rename-definition', section: 'policies', name: policy, to: `${policy}_renamed` });
  }
  return cases;
}

function ofTypes(set: DocumentSet): Intent[] {
  const cases: Intent[] = [];
  for (const section of ['node_types', 'relationships', 'data_types'] as const) {
    const value = section === 'data_types' ? { properties: {} } : { derived_from: `cloudify.${section}.Root` };
    cases.push({ kind: 'set-definition', section, name: 'brand.New', path: [], value });
    for (const name of namesOf(set, section)) {
      const property = { type: 'string', default: 'a, b' };
      cases.push({ kind: 'set-definition', section, name, path: ['properties', 'a_new_property'], value: property });
      const [first] = Object.keys(asObject(asObject(set.find(section, name))['properties']));
      if (first !== undefined) {
        cases.push({ kind: 'unset-definition', section, name, path: ['properties', first] });
        cases.push({
          kind: 'set-definition',
          section,
          name,
          path: ['properties', first, 'description'],
          value: 'What it is',
        });
      }
      cases.push({ kind: 'unset-definition', section, name, path: [] });
      if (!name.startsWith('cloudify.')) {
        cases.push({ kind: 'rename-definition', section, name, to: `${name}_renamed` });
      }
    }
  }
  return cases;
}

function ofMain(set: DocumentSet): Intent[] {
  const document = asObject(set.documents[set.data.mainFile]);
  const cases: Intent[] = [
    { kind: 'add-import', location: 'plugin:some-plugin' },
    { kind: 'set-description', text: 'What it is: a\nlong text\n' },
    { kind: 'set-definition', section: 'labels', name: 'brand_new', path: ['values'], value: ['a', 'b: c'] },
  ];
  if (document['description'] !== undefined) cases.push({ kind: 'set-description', text: null });
  for (const one of asList(document['imports'])) {
    const location = isJsonObject(one) ? Object.keys(one)[0] : one;
    if (typeof location === 'string') cases.push({ kind: 'remove-import', location });
  }
  for (const name of namesOf(set, 'labels')) {
    cases.push({ kind: 'rename-definition', section: 'labels', name, to: `${name}_renamed` });
  }
  return cases;
}

function namesOf(set: DocumentSet, section: string): string[] {
  const files = Object.keys(set.documents);
  return [
    ...new Set(files.flatMap((file) => Object.keys(set.section(file, section)).map((name) => set.full(file, name)))),
  ];
}
