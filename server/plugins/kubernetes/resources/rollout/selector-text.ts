import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../../core/blueprint/json-object.ts';
import { listAt, mapAt } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';

/** A label selector of an object as it is written in a request: `app=web,tier in (a,b),!old`. */
export function selectorText(selector: JsonObject): string {
  const labels = Object.entries(mapAt(selector, 'matchLabels')).map(([key, value]) => `${key}=${String(value)}`);
  const others = listAt(selector, 'matchExpressions').filter(isJsonObject).flatMap(expressionText);
  return [...labels, ...others].join(',');
}

function expressionText(expression: JsonObject): string[] {
  const { key, operator } = expression;
  const values = listAt(expression, 'values').map(String).join(',');
  if (operator === 'In') return [`${String(key)} in (${values})`];
  if (operator === 'NotIn') return [`${String(key)} notin (${values})`];
  if (operator === 'Exists') return [String(key)];
  return operator === 'DoesNotExist' ? [`!${String(key)}`] : [];
}
