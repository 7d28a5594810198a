import type { PreviewEffect, PreviewView } from '../../server/api/contract.ts';
import { EffectMark, effectLook } from '../topology/effect-mark.tsx';

const effectOf: Record<PreviewView['steps'][number]['action'], PreviewEffect> = {
  add: 'add',
  remove: 'remove',
  modify: 'change',
};

/** What differs between the model of now and that of an update. */
export function UpdateSteps({ steps }: { steps: PreviewView['steps'] }) {
  return (
    <section aria-label="Changes of the model">
      <h3 className="mb-1.5 font-medium text-ink-3 text-xs">Changes of the model</h3>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {steps.map(({ action, entityType, entityId }) => (
          <li key={`${action} ${entityType} ${entityId}`} className="flex items-center gap-2.5 px-3 py-1.5 text-xs">
            <EffectMark effect={effectOf[action]} />
            <span className="min-w-0 flex-1 font-mono [overflow-wrap:anywhere]">{entityId}</span>
            <span className="shrink-0 text-ink-2">
              {entityType.replaceAll('_', ' ')} {effectLook[effectOf[action]].label}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
