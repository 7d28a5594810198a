import { Blocks, Boxes, House, KeyRound, LayoutTemplate, type LucideIcon, Play, Server, Settings } from 'lucide-react';
import type { Role } from '../../server/api/contract.ts';

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** The shortcut that leads there. */
  keys: string;
  /** Further addresses that belong to it. */
  also?: string;
  /** Left out for roles that may not see it. */
  roles?: readonly Role[];
}

export const destinations: readonly Destination[] = [
  { href: '/', keys: 'G M', label: 'Home', icon: House },
  { href: '/blueprints', keys: 'G B', label: 'Blueprints', icon: LayoutTemplate },
  { href: '/deployments', keys: 'G D', label: 'Deployments', icon: Blocks },
  { href: '/executions', keys: 'G E', label: 'Executions', icon: Play },
  { href: '/hosts', keys: 'G H', label: 'Hosts', icon: Server },
  { href: '/secrets', keys: 'G S', label: 'Secrets', icon: KeyRound, roles: ['admin', 'operator'] },
  { href: '/plugins', keys: 'G P', label: 'Plugins and types', icon: Boxes, also: '/types' },
  { href: '/settings', keys: 'G T', label: 'Settings', icon: Settings },
];

/** Whether a page belongs to a destination. */
export function isCurrent({ href, also }: Destination, pathname: string): boolean {
  if (href === '/') return pathname === '/';
  return [href, also].some((each) => each !== undefined && (pathname === each || pathname.startsWith(`${each}/`)));
}

/** Whether a role may see a destination; while it is not known yet, everything that some role may. */
export function maySee({ roles }: Destination, role: Role | undefined): boolean {
  return roles === undefined || role === undefined || roles.includes(role);
}

/** Whether a page needs all the room there is: the ways to other parts are folded beside it. */
export function needsRoom(pathname: string): boolean {
  return /^\/blueprints\/[^/]+\/edit$/.test(pathname);
}
