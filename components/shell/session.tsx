'use client';

import { useQuery } from '@tanstack/react-query';
import type { Role, SessionView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';

/** Who is signed in; undefined until it is known. */
export function useSession(): SessionView | undefined {
  return useSessionQuery().data;
}

/** Whether it is still asked who is signed in, and so what they may do. */
export function useIsSessionAwaited(): boolean {
  return useSessionQuery().isPending;
}

function useSessionQuery() {
  const api = useApi();
  return useQuery(api.session.get.queryOptions(undefined, { staleTime: 30_000 }));
}

/** Whether the person may change things; false until it is known, so that nothing is offered and then taken away. */
export function useCanOperate(): boolean {
  return hasRole(useSession()?.role, ['admin', 'operator']);
}

export function useIsAdmin(): boolean {
  return hasRole(useSession()?.role, ['admin']);
}

function hasRole(role: Role | undefined, allowed: readonly Role[]): boolean {
  return role !== undefined && allowed.includes(role);
}
