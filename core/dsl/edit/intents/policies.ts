import { setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { checkNewName, inMain, placeOf } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below } from '../spot.ts';

/** Adds a policy to the section of policies, which for the language are those that scale groups. */
export function addPolicy(draft: Draft, { name, type, targets, properties }: IntentOf<'add-policy'>): string {
  const { blueprint } = draft;
  checkNewName(blueprint, 'policies', name);
  if (targets.length === 0) throw new Refusal('A policy needs at least one group.');
  if (blueprint.version < 3) {
    throw new Refusal('Policies can be used from cloudify_dsl_1_3 on. Raise tosca_definitions_version first.');
  }
  const given = properties === undefined ? {} : { properties };
  setAt(draft, inMain(blueprint, ['policies', name]), { type, targets: [...targets], ...given });
  return `Add the policy ${name}`;
}

/** Sets a property of a policy. */
export function setPolicyProperty(draft: Draft, { policy, path, value }: IntentOf<'set-policy-property'>): string {
  const place = placeOf(draft.blueprint, 'policies', policy);
  setAt(draft, below(place, ['properties', ...path]), value);
  return `Set ${path.join('.')} of ${policy}`;
}

/** Removes a policy. */
export function removePolicy(draft: Draft, { policy }: IntentOf<'remove-policy'>): string {
  const place = placeOf(draft.blueprint, 'policies', policy);
  unsetAt(draft, below(place));
  return `Remove the policy ${policy}`;
}
