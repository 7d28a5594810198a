import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { forKeeping, keptIn, keptObjectsOf, keyOf } from '../../../../core/kubernetes/kept/kept-objects.ts';
import {
  identityOf,
  type KubernetesObject,
  listAt,
  mapAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import { withPythonNames } from './python-names.ts';
import { digestsOf, isSecret, withoutValues } from './secret-values.ts';
import { type ResourceSettings, selfOf } from './settings.ts';

const digests = 'kubernetes_digests';

/** An object of the instance, as its runtime properties tell of it. */
export interface LedgerEntry {
  identity: ObjectIdentity;
  /** Where its answer is; null: it is the only one. */
  key: string | null;
  /** It was there before, is only used, and stays when the instance goes. */
  isExternal: boolean;
  /** The server's own mark of it; null: it was not made yet, or nobody knows. */
  uid: string | null;
  /** As it was last applied, a Secret without its values; null: it never was. */
  applied: KubernetesObject | null;
}

/**
 * What an instance has on a cluster, in its runtime properties (`keptIn`). Everything is committed when a promise
 * resolves; an object is entered before it is made, so that one whose making was interrupted is known again.
 */
export class Ledger {
  readonly #context: OperationContext;
  readonly #settings: Pick<ResourceSettings, 'keepsSecretValues'>;

  constructor(context: OperationContext, settings: Pick<ResourceSettings, 'keepsSecretValues'>) {
    this.#context = context;
    this.#settings = settings;
  }

  get #properties(): JsonObject {
    return selfOf(this.#context).instance.runtimeProperties;
  }

  /** In the order in which they were made. */
  entries(): LedgerEntry[] {
    const lines = listAt(this.#properties, keptIn.objects).filter(isJsonObject);
    return keptObjectsOf({ ...this.#properties, [keptIn.answer]: null }).map(({ identity, applied }) => {
      const line = lines.find((each) => isOf(each, identity)) ?? {};
      const { key, uid, external } = line;
      return {
        identity: bare(identity),
        key: typeof key === 'string' ? key : null,
        isExternal: external === true,
        uid: typeof uid === 'string' ? uid : null,
        applied,
      };
    });
  }

  /** The entry of an object; undefined: there is none. */
  find(identity: ObjectIdentity): LedgerEntry | undefined {
    return this.entries().find((entry) => keyOf(entry.identity) === keyOf(identity));
  }

  /** Before an object is made or used. */
  async enter(
    identity: ObjectIdentity,
    { key, isExternal }: { key: string | null; isExternal: boolean },
  ): Promise<void> {
    const line = { ...bare(identity), ...(key === null ? {} : { key }), ...(isExternal ? { external: true } : {}) };
    const lines = this.#lines(identity);
    await this.#write({ [keptIn.objects]: [...lines, line] });
  }

  /** What the server answered about an object, and what was applied, where anything was. */
  async keep(
    entry: Pick<LedgerEntry, 'identity' | 'key'>,
    answer: KubernetesObject,
    applied?: KubernetesObject,
  ): Promise<void> {
    const { identity, key } = entry;
    const { uid } = answer.metadata;
    const lines = listAt(this.#properties, keptIn.objects).map((line) =>
      isJsonObject(line) && isOf(line, identity) && typeof uid === 'string' ? { ...line, uid } : line,
    );
    await this.#write({
      [keptIn.objects]: lines,
      [keptIn.answer]: this.#answers(key, answer),
      ...(applied === undefined ? {} : await this.#applied(applied)),
    });
  }

  /** After an object is gone, or is left alone. */
  async strike({ identity, key }: Pick<LedgerEntry, 'identity' | 'key'>): Promise<void> {
    const { [keptIn.answer]: answer = {}, [digests]: _, ...rest } = this.#properties;
    const { [key ?? '']: __, ...answers } = isJsonObject(answer) ? answer : {};
    const { [keyOf(identity)]: ___, ...otherDigests } = mapAt(this.#properties, digests);
    const left = {
      [keptIn.objects]: this.#lines(identity),
      [keptIn.applied]: this.#otherApplied(identity),
      [keptIn.answer]: key === null ? {} : answers,
      [digests]: otherDigests,
    };
    const kept = Object.entries(left).filter(([, value]) => Object.keys(value).length > 0);
    const { [keptIn.objects]: ____, [keptIn.applied]: _____, ...others } = rest;
    await this.#context.setRuntimeProperties('self', { ...others, ...Object.fromEntries(kept) });
  }

  /** What the values of an applied Secret are known by. */
  digestsOf(identity: ObjectIdentity): JsonObject {
    return mapAt(mapAt(this.#properties, digests), keyOf(identity));
  }

  /** Notes of an operation that goes over several attempts; null: none. */
  note(name: string): JsonObject | null {
    const value = this.#properties[name];
    return isJsonObject(value) ? value : null;
  }

  /** Null takes the note away. */
  async setNote(name: string, value: JsonObject | null): Promise<void> {
    const { [name]: _, ...rest } = this.#properties;
    await this.#context.setRuntimeProperties('self', value === null ? rest : { ...rest, [name]: value });
  }

  #lines(without: ObjectIdentity): Json[] {
    return listAt(this.#properties, keptIn.objects).filter((line) => !isJsonObject(line) || !isOf(line, without));
  }

  #otherApplied(identity: ObjectIdentity): Json[] {
    const kept = this.entries().filter((entry) => keyOf(entry.identity) !== keyOf(identity));
    return kept.flatMap(({ applied }) => (applied === null ? [] : [applied]));
  }

  async #applied(applied: KubernetesObject): Promise<JsonObject> {
    const identity = identityOf(applied);
    const list = [...this.#otherApplied(identity), forKeeping(applied)];
    if (!isSecret(applied)) return { [keptIn.applied]: list };
    const all = { ...mapAt(this.#properties, digests), [keyOf(identity)]: await digestsOf(applied) };
    return { [keptIn.applied]: list, [digests]: all };
  }

  #answers(key: string | null, answer: KubernetesObject): JsonObject {
    const { managedFields: _, ...metadata } = answer.metadata;
    const own = { ...answer, metadata };
    const told = withPythonNames(this.#settings.keepsSecretValues ? own : withoutValues(own));
    return key === null ? told : { ...mapAt(this.#properties, keptIn.answer), [key]: told };
  }

  #write(changes: JsonObject): Promise<void> {
    return this.#context.setRuntimeProperties('self', { ...this.#properties, ...changes });
  }
}

function isOf(line: JsonObject, identity: ObjectIdentity): boolean {
  const { apiVersion, kind, namespace, name } = line;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return false;
  return (
    keyOf({ apiVersion, kind, namespace: typeof namespace === 'string' ? namespace : null, name }) === keyOf(identity)
  );
}

/** Without what is beside it in its line. */
function bare({ apiVersion, kind, namespace, name }: ObjectIdentity): ObjectIdentity & JsonObject {
  return { apiVersion, kind, namespace, name };
}
