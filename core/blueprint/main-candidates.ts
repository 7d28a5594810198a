const yamlFile = /\.ya?ml$/i;

/**
 * Of texts by their path, those that may be the main file of a blueprint, the likeliest first: those that say which
 * language they are in, and of them, where there are any, those that have nodes. Without such texts every YAML file may.
 */
export function mainCandidates(texts: Iterable<readonly [path: string, text: string]>): string[] {
  const all = [...texts].filter(([path]) => yamlFile.test(path));
  const blueprints = all.filter(([, text]) => /^tosca_definitions_version\s*:/m.test(text));
  const withNodes = blueprints.filter(([, text]) => /^node_templates\s*:/m.test(text));
  const found = [withNodes, blueprints, all].find((each) => each.length > 0) ?? [];
  return found.map(([path]) => path).sort(byLikelihood);
}

function byLikelihood(a: string, b: string): number {
  const depth = (path: string) => path.split('/').length;
  const isUsual = (path: string) => /(^|\/)blueprint\.ya?ml$/i.test(path);
  return depth(a) - depth(b) || Number(isUsual(b)) - Number(isUsual(a)) || (a < b ? -1 : 1);
}
