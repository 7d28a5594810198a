import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { listAt, mapAt } from '../objects/kubernetes-object.ts';

/** A condition of an object's status. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  /** The reason and message in words; the type where there are none. */
  says: string;
  /** The one word; empty when there is none. */
  reason: string;
}

/** The conditions of an object. */
export function conditionsOf(object: JsonObject): Condition[] {
  return listAt(mapAt(object, 'status'), 'conditions')
    .filter(isJsonObject)
    .map((condition) => {
      const { status } = condition;
      const [type, reason, message] = ['type', 'reason', 'message'].map((key) => textAt(condition, key));
      return {
        type: type ?? '',
        status: status === 'True' || status === 'False' ? status : 'Unknown',
        says: [reason, message].filter((part) => part !== '').join(': ') || (type ?? ''),
        reason: reason ?? '',
      };
    });
}

/** The condition of a type. */
export function conditionOf(object: JsonObject, type: string): Condition | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}

/** A number of a map; 0 when it is absent, as the server leaves zeros out. */
export function countAt(map: JsonObject, key: string): number {
  const value = map[key];
  return typeof value === 'number' ? value : 0;
}

/** A text of a map; empty when it is absent. */
export function textAt(map: JsonObject, key: string): string {
  const value = map[key];
  return typeof value === 'string' ? value : '';
}
