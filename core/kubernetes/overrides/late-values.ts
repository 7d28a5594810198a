import type { JsonObject } from '../../blueprint/json.ts';

/** What `%{path}` may reach (systems.md S2): the parts of the old `ctx` that blueprints use, as data. */
export interface OverrideContext {
  deployment: { id: string };
  blueprint: { id: string };
  /** `id` is the name of the node template, as in Cloudify 3. */
  node: { id: string; name: string; properties: JsonObject };
  /** `host_ip`: null when the instance has no host. */
  instance: { id: string; host_ip: string | null; runtime_properties: JsonObject };
}

/** The values that overrides are filled with when the operation runs. */
export interface LateValues {
  context: OverrideContext;
  /** The address by which pods reach this product; null when the site names none. */
  managementIp: string | null;
  /** The runtime properties of the node's first instance; null when it has none, or when there is no such node. */
  runtimeProperties(node: string): Promise<JsonObject | null>;
}

/**
 * How tokens are read. `2016`: `@{node,attribute,...}` and `%{path}` with nested attributes. `2015`:
 * `@{node,attribute}` only, nothing trimmed, texts only (systems.md S2).
 */
export type OverrideGeneration = '2015' | '2016';
