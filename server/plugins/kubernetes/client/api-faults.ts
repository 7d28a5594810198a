import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { listAt, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { ClusterFault, type ClusterFaultReason } from './cluster-fault.ts';

/** What was asked of which server, for messages: `create Deployment "web" in shop`. */
export interface Asked {
  server: string;
  action: string;
}

interface Refusal {
  reason: ClusterFaultReason;
  what: string;
  hint: string;
}

/** Why a server refused: its answer (a `Status`, or whatever came) in words, and with a way out. */
export function faultOfAnswer(asked: Asked, code: number, answer: Json | undefined): ClusterFault {
  const status = isJsonObject(answer) ? answer : {};
  const said = textAt(status, 'message').trim().replace(/\.$/, '') || `the answer was ${code}`;
  const { reason, what, hint } = refusalOf(code, said, status);
  return new ClusterFault(reason, { detail: `${asked.server} did not ${asked.action}: ${what}.`, hint });
}

type Read = (said: string, status: JsonObject) => Refusal;

const readers: Readonly<Record<number, Read>> = {
  400: (said) => ({ reason: 'invalid', what: said, hint: 'Mend the object.' }),
  401: () => ({
    reason: 'not signed in',
    what: 'it does not know this account',
    hint: 'The token or certificate is wrong or has expired: give another one.',
  }),
  403: readForbidden,
  404: (said) => ({
    reason: 'not found',
    what: said,
    hint: 'Check the name and the namespace, and whether the server has this kind of object.',
  }),
  405: (said) => ({ reason: 'invalid', what: said, hint: 'The server does not do that with this kind of object.' }),
  409: readConflict,
  410: (said) => ({ reason: 'gone', what: said, hint: 'It is read anew by the next attempt.' }),
  415: (said) => ({ reason: 'invalid', what: said, hint: 'Servers before 1.16 have no server-side apply.' }),
  422: readInvalid,
  501: (said) => ({ reason: 'invalid', what: said, hint: 'Check that it is an API server.' }),
  429: (said) => ({
    reason: 'too many requests',
    what: said,
    hint: 'The server is busy, or a PodDisruptionBudget keeps a pod: it is tried again.',
  }),
};

function refusalOf(code: number, said: string, status: JsonObject): Refusal {
  const read = readers[code];
  if (read !== undefined) return read(said, status);
  if (code >= 300 && code < 400)
    return {
      reason: 'server error',
      what: `it sends the request elsewhere (${code})`,
      hint: "Write the API server's own address, not that of something before it.",
    };
  // What an object has that its kind does not know is answered by 500 before 1.22.
  if (/failed to create typed patch object/.test(said))
    return { reason: 'invalid', what: said, hint: 'Mend the object.' };
  const hint = 'Check the health of the API server, of its etcd and of its admission webhooks.';
  return { reason: code >= 500 ? 'server error' : 'invalid', what: said, hint };
}

function readForbidden(said: string): Refusal {
  if (/exceeded quota|must specify (?:limits|requests)/.test(said))
    return {
      reason: 'quota',
      what: said.replace(/^.*? is forbidden: /, ''),
      hint: 'Free some of the quota, ask for less, or have the ResourceQuota of the namespace raised.',
    };
  if (/namespace .* because it is being terminated/.test(said))
    return { reason: 'server error', what: said, hint: 'Wait until the namespace is gone, or use another one.' };
  const account = /User "([^"]*)" cannot/.exec(said)?.[1];
  return {
    reason: 'forbidden',
    what: said,
    hint:
      account === undefined
        ? 'A rule of the cluster (admission) forbids it: change the object, or that rule.'
        : `Give the account ${account} a Role with that right (RoleBinding), or sign in as another one.`,
  };
}

function readConflict(said: string, status: JsonObject): Refusal {
  if (textAt(status, 'reason') === 'AlreadyExists')
    return {
      reason: 'exists',
      what: said,
      hint: 'Choose another name, delete that object, or use it (use_external_resource).',
    };
  const conflicts = causesOf(status).filter((cause) => cause['reason'] === 'FieldManagerConflict');
  if (conflicts.length === 0)
    return { reason: 'conflict', what: said, hint: 'Somebody else changed it meanwhile: try again.' };
  const managers = [...new Set(conflicts.map((cause) => managerOf(textAt(cause, 'message'))))];
  const fields = conflicts.map((cause) => textAt(cause, 'field').replace(/^\./, '')).join(', ');
  return {
    reason: 'conflict',
    what: `${fields} ${conflicts.length === 1 ? 'belongs' : 'belong'} to ${managers.join(' and ')}`,
    hint: 'Leave these fields out, have that field manager give them up, or take them over by force.',
  };
}

/** Of `conflict with "kubectl" using apps/v1 at 2021-01-01T00:00:00Z`. */
function managerOf(message: string): string {
  return /conflict with ("[^"]*")/.exec(message)?.[1] ?? 'another field manager';
}

const immutable = /field is immutable|may not be changed|are forbidden|Forbidden: updates to|can not be changed/;

function readInvalid(said: string, status: JsonObject): Refusal {
  const causes = causesOf(status);
  const fixed = causes.filter((cause) => immutable.test(textAt(cause, 'message')));
  if (fixed.length > 0)
    return {
      reason: 'immutable',
      what: `${fixed.map((cause) => textAt(cause, 'field')).join(', ')} cannot be changed once the object exists`,
      hint: 'Leave it as it is, or delete the object and create it anew.',
    };
  const listed = causes.map((cause) => `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`);
  const what = listed.length === 0 ? said : listed.slice(0, 10).join('; ');
  return { reason: 'invalid', what, hint: 'Mend these fields of the object.' };
}

function causesOf(status: JsonObject): JsonObject[] {
  return listAt(mapAt(status, 'details'), 'causes').filter((cause) => isJsonObject(cause));
}

function textAt(map: JsonObject, key: string): string {
  const value = map[key];
  return typeof value === 'string' ? value : '';
}
