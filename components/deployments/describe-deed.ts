import type { Json } from '../../core/blueprint/json.ts';
import type { DeploymentDeed } from '../../server/api/contract.ts';

interface DeedText {
  text: string;
  /** The execution that it is about. */
  execution: string | null;
}

/** What was done, in words. */
export function describeDeed({ action, detail }: DeploymentDeed): DeedText {
  const execution = textOf(detail['execution']);
  return { text: words(action, detail), execution };
}

const cancelled: Record<string, string> = {
  cancel: 'Cancelled',
  'force-cancel': 'Cancelled by force',
  kill: 'Killed',
};

function words(action: string, detail: DeploymentDeed['detail']): string {
  const workflow = textOf(detail['workflow']) ?? 'a workflow';
  switch (action) {
    case 'deployments.create':
      return `Created from ${textOf(detail['blueprint']) ?? 'a blueprint'} v${String(detail['version'] ?? '?')}`;
    case 'executions.start':
      return `${detail['dryRun'] === true ? 'Dry-ran' : 'Started'} ${workflow}`;
    case 'executions.cancel':
      return `${cancelled[textOf(detail['mode']) ?? ''] ?? 'Cancelled'} ${workflow}`;
    case 'executions.resume':
      return `Resumed ${workflow}${doneText(detail['done'])}`;
    case 'executions.decide':
      return `Decided on an operation: ${textOf(detail['decision']) ?? 'unknown'}`;
    case 'updates.start':
      return `Started the update ${textOf(detail['from']) ?? '?'} → ${textOf(detail['to']) ?? '?'}`;
    default:
      return scheduleWords(action, detail) ?? action;
  }
}

function scheduleWords(action: string, detail: DeploymentDeed['detail']): string | null {
  const schedule = `the schedule ${textOf(detail['schedule']) ?? ''}`.trimEnd();
  switch (action) {
    case 'schedules.create':
      return `Made ${schedule} of ${textOf(detail['workflow']) ?? 'a workflow'}`;
    case 'schedules.update':
      return scheduleChange(schedule, detail);
    case 'schedules.delete':
      return `Deleted ${schedule}`;
    case 'schedules.run':
      return `Ran ${schedule} at once`;
    case 'schedules.stop':
      return `Paused ${schedule} after a failure`;
    default:
      return null;
  }
}

const partNames: Record<string, string> = {
  kind: 'times',
  rule: 'times',
  timeZone: 'times',
  since: 'times',
  until: 'times',
  slip: 'how late it may be',
  stopOnFail: 'what follows a failure',
};

function scheduleChange(schedule: string, { changed, enabled }: DeploymentDeed['detail']): string {
  const fields = Array.isArray(changed) ? changed.map(String).filter((field) => field !== 'enabled') : [];
  if (fields.length === 0 && typeof enabled === 'boolean') return `${enabled ? 'Resumed' : 'Paused'} ${schedule}`;
  const parts = [...new Set(fields.map((field) => partNames[field] ?? field))];
  return parts.length === 0 ? `Changed ${schedule}` : `Changed ${schedule}: ${parts.join(', ')}`;
}

function doneText(done: Json | undefined): string {
  if (!Array.isArray(done) || done.length === 0) return '';
  return `, ${done.length === 1 ? 'one failed operation' : `${done.length} failed operations`} counted as done`;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
