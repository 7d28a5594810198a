import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { SharedChoice } from './refusal.ts';
import type { PathStep } from './spot.ts';

/** Inputs, outputs and capabilities: what a blueprint declares for the outside. */
export type DeclarationSection = 'inputs' | 'outputs' | 'capabilities';

/** Where an operation is: of the node itself, or of one of its relationships. */
export interface OperationPlace {
  node: string;
  /** Number of the relationship in the text, and its side. */
  relationship?: { index: number; side: 'source_interfaces' | 'target_interfaces' };
  interface: string;
  operation: string;
}

/** A relationship as it is written. */
export interface NewRelationship {
  type: string;
  target: string;
  properties?: JsonObject;
}

type Shared = {
  /** What to do about text that several places share. Without it, the intent is refused and the choices are told. */
  shared?: SharedChoice;
};

/**
 * What a person wants to change. Nodes, inputs and so on are named as in the plan, with their namespaces; values that
 * are calls are written like any others, `{ get_input: x }`. Paths lead through maps and lists.
 */
export type Intent = Shared &
  (
    | { kind: 'set-property'; node: string; path: readonly PathStep[]; value: Json }
    | { kind: 'unset-property'; node: string; path: readonly PathStep[] }
    | {
        kind: 'add-node';
        name: string;
        type: string;
        properties?: JsonObject;
        relationships?: readonly NewRelationship[];
      }
    | { kind: 'rename-node'; node: string; name: string }
    /** `children`: whether nodes contained in it go too; otherwise they are left where nothing contains them. */
    | { kind: 'delete-node'; node: string; children: boolean }
    | { kind: 'nest'; node: string; host: string; type?: string }
    | { kind: 'detach'; node: string }
    | ({ kind: 'add-relationship'; node: string } & NewRelationship)
    | { kind: 'retarget-relationship'; node: string; index: number; target: string }
    | { kind: 'remove-relationship'; node: string; index: number }
    | { kind: 'set-relationship-property'; node: string; index: number; path: readonly PathStep[]; value: Json }
    | { kind: 'unset-relationship-property'; node: string; index: number; path: readonly PathStep[] }
    | { kind: 'add-declaration'; section: DeclarationSection; name: string; definition: JsonObject }
    | { kind: 'set-declaration'; section: DeclarationSection; name: string; path: readonly PathStep[]; value: Json }
    | { kind: 'rename-declaration'; section: DeclarationSection; name: string; to: string }
    | { kind: 'remove-declaration'; section: DeclarationSection; name: string }
    /** `position`: among the entries that its file has in the section, from 0. */
    | { kind: 'move-declaration'; section: DeclarationSection; name: string; position: number }
    /** The new input has the old value as its default, beside what `definition` says. */
    | { kind: 'extract-input'; node: string; path: readonly PathStep[]; input: string; definition?: JsonObject }
    /** What is not given stays. `max` -1 stands for no limit. */
    | { kind: 'set-instances'; node: string; default?: number; min?: number; max?: number }
    | ({ kind: 'set-operation'; definition: string | JsonObject } & OperationPlace)
    | ({ kind: 'remove-operation' } & OperationPlace)
    | ({ kind: 'set-operation-input'; path: readonly PathStep[]; value: Json } & OperationPlace)
    | ({ kind: 'unset-operation-input'; path: readonly PathStep[] } & OperationPlace)
    | { kind: 'add-group'; name: string; members: readonly string[] }
    | { kind: 'remove-group'; group: string }
    | { kind: 'add-member'; group: string; member: string }
    | { kind: 'remove-member'; group: string; member: string }
    | { kind: 'add-policy'; name: string; type: string; targets: readonly string[]; properties?: JsonObject }
    | { kind: 'set-policy-property'; policy: string; path: readonly PathStep[]; value: Json }
    | { kind: 'remove-policy'; policy: string }
    | { kind: 'add-import'; location: string }
  );

/** The names of the intents. */
export type IntentKind = Intent['kind'];

/** The intent of one kind. */
export type IntentOf<Kind extends IntentKind> = Extract<Intent, { kind: Kind }>;
