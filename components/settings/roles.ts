import type { Role } from '../../server/api/contract.ts';

/** The roles as a person chooses among them, the weakest first. */
export const roleChoices: readonly { role: Role; label: string; may: string }[] = [
  { role: 'viewer', label: 'Viewer', may: 'sees everything but secrets and users' },
  {
    role: 'operator',
    label: 'Operator',
    may: 'also uploads, deploys, runs workflows, accepts host keys, keeps secrets',
  },
  { role: 'admin', label: 'Administrator', may: 'also manages users' },
];
