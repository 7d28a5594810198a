import type { inferRouterInputs } from '@trpc/server';
import { type PolicyPath, rolesAllowed } from '../security/policy.ts';
import { type AppRouter, appRouter } from './root.ts';

type Inputs = inferRouterInputs<AppRouter>;
type ProcedurePath = { [Noun in keyof Inputs & string]: `${Noun}.${keyof Inputs[Noun] & string}` }[keyof Inputs &
  string];

/* Each is `true` only when nothing is missing; otherwise the compiler names the paths. */
type Complete<Missing extends string> = [Missing] extends [never] ? true : Missing;
const everyProcedureHasAnEntry: Complete<Exclude<ProcedurePath, PolicyPath>> = true;
const everyEntryHasAProcedure: Complete<Exclude<PolicyPath, ProcedurePath>> = true;

/** Paths of the procedures that nobody may call because the policy table does not name them. */
export function findProceduresWithoutPolicy(): string[] {
  return Object.keys(appRouter._def.procedures).filter((path) => rolesAllowed(path).length === 0);
}

/** Throws when a procedure has no entry in the policy table; called before the server listens. */
export function assertPolicyComplete(): void {
  const missing = findProceduresWithoutPolicy();
  if (missing.length > 0 || !everyProcedureHasAnEntry || !everyEntryHasAProcedure) {
    throw new Error(`Procedures without an entry in server/security/policy.ts: ${missing.join(', ')}`);
  }
}
