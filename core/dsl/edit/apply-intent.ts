import type { EditableBlueprint } from './blueprint.ts';
import { Draft } from './draft.ts';
import type { Intent, IntentKind, IntentOf } from './intent.ts';
import { addFragment } from './intents/add-fragment.ts';
import {
  addDeclaration,
  moveDeclaration,
  removeDeclaration,
  renameDeclaration,
  setDeclaration,
  unsetDeclaration,
} from './intents/declarations.ts';
import { renameDefinition, setDefinition, unsetDefinition } from './intents/definitions.ts';
import { type Done, deleteNode, deleteNodes } from './intents/delete-node.ts';
import { addGroup, addMember, removeGroup, removeMember } from './intents/groups.ts';
import { addImport, removeImport, setDescription } from './intents/imports.ts';
import { setInstances } from './intents/instances.ts';
import { addNode, extractInput, renameNode, setNodeType, setProperty, unsetProperty } from './intents/nodes.ts';
import {
  removeOperation,
  setOperation,
  setOperationInput,
  setOperationPart,
  unsetOperationInput,
  unsetOperationPart,
} from './intents/operations.ts';
import { addPolicy, removePolicy, setPolicyProperty } from './intents/policies.ts';
import {
  addRelationship,
  detach,
  moveRelationship,
  nest,
  removeRelationship,
  retarget,
  setRelationshipProperty,
  setRelationshipType,
  unsetRelationshipProperty,
} from './intents/relationships.ts';
import { isOptional } from './optional.ts';
import { Refusal, type SharedChoice } from './refusal.ts';
import type { TextEdit } from './text-edit.ts';
import { type LeftUse, leftUse } from './uses.ts';

/** What became of an intent. */
export type EditResult =
  | {
      ok: true;
      /** For the history: what the step does, a few words. */
      label: string;
      /** By location, sorted and not overlapping; files that stay as they are have none. */
      edits: Record<string, TextEdit[]>;
      /** Where something that was removed is still named. */
      left: LeftUse[];
      /** The names that nodes of a fragment got, by those that they have in it; empty for other intents. */
      names: Readonly<Record<string, string>>;
    }
  | {
      ok: false;
      /** Why not, and what to do instead; full sentences. */
      reason: string;
      /** What the same intent may be given as `shared`, when the text stands for several places. */
      choices: readonly SharedChoice[];
    };

type Appliers = { [Kind in IntentKind]: (draft: Draft, intent: IntentOf<Kind>) => string | Done };

const appliers: Appliers = {
  'set-property': setProperty,
  'unset-property': unsetProperty,
  'add-node': addNode,
  'rename-node': renameNode,
  'add-fragment': addFragment,
  'set-node-type': setNodeType,
  'delete-node': deleteNode,
  nest,
  detach,
  'add-relationship': addRelationship,
  'retarget-relationship': retarget,
  'set-relationship-type': setRelationshipType,
  'move-relationship': moveRelationship,
  'remove-relationship': removeRelationship,
  'set-relationship-property': setRelationshipProperty,
  'unset-relationship-property': unsetRelationshipProperty,
  'add-declaration': addDeclaration,
  'set-declaration': setDeclaration,
  'unset-declaration': unsetDeclaration,
  'rename-declaration': renameDeclaration,
  'remove-declaration': removeDeclaration,
  'move-declaration': moveDeclaration,
  'extract-input': extractInput,
  'set-instances': setInstances,
  'set-operation': setOperation,
  'remove-operation': removeOperation,
  'set-operation-input': setOperationInput,
  'unset-operation-input': unsetOperationInput,
  'set-operation-part': setOperationPart,
  'unset-operation-part': unsetOperationPart,
  'add-group': addGroup,
  'remove-group': removeGroup,
  'add-member': addMember,
  'remove-member': removeMember,
  'add-policy': addPolicy,
  'set-policy-property': setPolicyProperty,
  'remove-policy': removePolicy,
  'set-definition': setDefinition,
  'unset-definition': unsetDefinition,
  'rename-definition': renameDefinition,
  'set-description': setDescription,
  'add-import': addImport,
  'remove-import': removeImport,
};

/** The text edits that carry an intent out, or why it cannot be. The blueprint stays as it is. */
export function applyIntent(blueprint: EditableBlueprint, intent: Intent): EditResult {
  try {
    const draft = new Draft(blueprint, intent.shared ?? null, isOptional);
    return { ...carryOut(draft, intent), edits: draft.finish() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: error.message, choices: error.choices };
  }
}

/**
 * The same for intents that have nothing to do with each other, so that the text need not be read in between: null when
 * one of them is refused, or two would change the same text.
 */
export function applyTogether(
  blueprint: EditableBlueprint,
  intents: readonly Intent[],
): { done: Carried[]; edits: Record<string, TextEdit[]> } | null {
  try {
    const draft = new Draft(blueprint, null, isOptional);
    const deleted = intents.filter((intent) => intent.kind === 'delete-node');
    const done =
      deleted.length === intents.length
        ? deleteNodes(draft, deleted).map(carried)
        : intents.map((intent) => carryOut(draft, intent));
    return { done, edits: draft.finish() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return null;
  }
}

type Carried = Omit<EditResult & { ok: true }, 'edits'>;

function carryOut(draft: Draft, intent: Intent): Carried {
  const apply = appliers[intent.kind] as (draft: Draft, intent: Intent) => string | Done;
  return carried(apply(draft, intent));
}

function carried(done: string | Done): Carried {
  if (typeof done === 'string') return { ok: true, label: done, left: [], names: {} };
  return { ok: true, label: done.label, left: done.left.map(leftUse), names: done.names ?? {} };
}
