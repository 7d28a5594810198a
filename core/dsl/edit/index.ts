/**
 * Changes of a blueprint as edits of its text. `openBlueprint` reads the files once; `applyIntent` turns what a person
 * wants into the fewest edits that say it, in the style of the text around; `applyEdits` and `invertEdits` go there
 * and back, byte for byte.
 */
export { applyIntent } from './apply-intent.ts';
export { applyIntents, type EditsResult } from './apply-intents.ts';
export { type EditableBlueprint, type OpenRequest, openBlueprint } from './blueprint.ts';
export { fragmentOf } from './fragment.ts';
export type { Intent } from './intent.ts';
export type { SharedChoice } from './refusal.ts';
export type { PathStep } from './spot.ts';
export { applyEdits, invertEdits, type TextEdit } from './text-edit.ts';
export type { LeftUse } from './uses.ts';
