import { Blocks, House, KeyRound, LayoutTemplate, type LucideIcon, Play, Server, Settings } from 'lucide-react';
import type { Role } from '../../server/api/contract.ts';

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Left out for roles that may not see it. */
  roles?: readonly Role[];
}

export const destinations: readonly Destination[] = [
  { href: '/', label: 'Home', icon: House },
  { href: '/blueprints', label: 'Blueprints', icon: LayoutTemplate },
  { href: '/deployments', label: 'Deployments', icon: Blocks },
  { href: '/executions', label: 'Executions', icon: Play },
  { href: '/hosts', label: 'Hosts', icon: Server },
  { href: '/secrets', label: 'Secrets', icon: KeyRound, roles: ['admin', 'operator'] },
  { href: '/settings', label: 'Settings', icon: Settings },
];

export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
