import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { SharedChoice } from './refusal.ts';
import type { PathStep } from './spot.ts';

/** Inputs, outputs and capabilities: what a blueprint declares for the outside. */
export type DeclarationSection = 'inputs' | 'outputs' | 'capabilities';

/**
 * Sections whose entries are set key by key: types that the blueprint's own files define, groups, policies, and labels
 * (an entry is `{ values: [...] }`).
 */
export type DefinitionSection =
  | 'node_types'
  | 'relationships'
  | 'data_types'
  | 'groups'
  | 'policies'
  | 'labels'
  | 'blueprint_labels';

/** Where an operation is: of the node itself, or of one of its relationships. */
export interface OperationPlace {
  node: string;
  /** Number of the relationship in the text, and its side. */
  relationship?: { index: number; side: 'source_interfaces' | 'target_interfaces' };
  interface: string;
  operation: string;
}

/** What an operation says beside its inputs. */
export type OperationPart = 'implementation' | 'executor' | 'max_retries' | 'retry_interval' | 'timeout';

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
    /**
     * Puts node templates in as they are written: `text` is YAML with `node_templates` (and perhaps `inputs`), or the
     * bare entries; other sections are left out. Names that are taken get a number; what the templates say of one
     * another follows. `names` says how some of them are to be called instead. The result tells all new names. Inputs
     * that the blueprint declares already stay as they are. Values of anchors are written out. `known`: all nodes that
     * the blueprint has, those of its imports included: relationships that lead neither to them nor into the fragment
     * are left out; without it, all are kept.
     */
    | { kind: 'add-fragment'; text: string; names?: Readonly<Record<string, string>>; known?: readonly string[] }
    /** Only the type: properties and relationships stay as they are written. */
    | { kind: 'set-node-type'; node: string; type: string }
    | { kind: 'rename-node'; node: string; name: string }
    /** `children`: whether nodes contained in it go too; otherwise they are left where nothing contains them. */
    | { kind: 'delete-node'; node: string; children: boolean }
    | { kind: 'nest'; node: string; host: string; type?: string }
    | { kind: 'detach'; node: string }
    | ({ kind: 'add-relationship'; node: string } & NewRelationship)
    | { kind: 'retarget-relationship'; node: string; index: number; target: string }
    | { kind: 'set-relationship-type'; node: string; index: number; type: string }
    /** `position`: among the node's relationships, from 0; their order is that in which they are established. */
    | { kind: 'move-relationship'; node: string; index: number; position: number }
    | { kind: 'remove-relationship'; node: string; index: number }
    | { kind: 'set-relationship-property'; node: string; index: number; path: readonly PathStep[]; value: Json }
    | { kind: 'unset-relationship-property'; node: string; index: number; path: readonly PathStep[] }
    | { kind: 'add-declaration'; section: DeclarationSection; name: string; definition: JsonObject }
    | { kind: 'set-declaration'; section: DeclarationSection; name: string; path: readonly PathStep[]; value: Json }
    /** Takes a part of a declaration away, such as the default of an input; never the whole. */
    | { kind: 'unset-declaration'; section: DeclarationSection; name: string; path: readonly PathStep[] }
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
    /** One key of an operation; what was only an implementation becomes a map when another key is set. */
    | ({ kind: 'set-operation-part'; part: OperationPart; value: Json } & OperationPlace)
    | ({ kind: 'unset-operation-part'; part: OperationPart } & OperationPlace)
    | ({ kind: 'set-operation-input'; path: readonly PathStep[]; value: Json } & OperationPlace)
    | ({ kind: 'unset-operation-input'; path: readonly PathStep[] } & OperationPlace)
    | { kind: 'add-group'; name: string; members: readonly string[] }
    | { kind: 'remove-group'; group: string }
    | { kind: 'add-member'; group: string; member: string }
    | { kind: 'remove-member'; group: string; member: string }
    | { kind: 'add-policy'; name: string; type: string; targets: readonly string[]; properties?: JsonObject }
    | { kind: 'set-policy-property'; policy: string; path: readonly PathStep[]; value: Json }
    | { kind: 'remove-policy'; policy: string }
    /**
     * Sets what is at a path of an entry; with an empty path the whole entry. One that is not there yet is added to the
     * main file. So a type's property is `{ section: 'node_types', name, path: ['properties', 'port'], value }`, and the
     * groups of a policy are `{ section: 'policies', name, path: ['targets'], value }`.
     */
    | { kind: 'set-definition'; section: DefinitionSection; name: string; path: readonly PathStep[]; value: Json }
    /**
     * Takes away what is at a path of an entry; with an empty path the entry itself. Who still names a type is told as
     * `left`; groups and policies go as by remove-group and remove-policy.
     */
    | { kind: 'unset-definition'; section: DefinitionSection; name: string; path: readonly PathStep[] }
    /** With all its uses: templates and derived types, schemas, members and targets, calls of get_label. */
    | { kind: 'rename-definition'; section: DefinitionSection; name: string; to: string }
    /** The blueprint's description, in the main file; null removes it. */
    | { kind: 'set-description'; text: string | null }
    | { kind: 'add-import'; location: string }
    /** `location`: as it is written, namespace included. `file`: whose import it is; the main file's if not given. */
    | { kind: 'remove-import'; location: string; file?: string }
  );

/** The names of the intents. */
export type IntentKind = Intent['kind'];

/** The intent of one kind. */
export type IntentOf<Kind extends IntentKind> = Extract<Intent, { kind: Kind }>;
