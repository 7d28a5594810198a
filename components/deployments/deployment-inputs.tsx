import { SlidersHorizontal } from 'lucide-react';
import type { JsonObject } from '../../core/blueprint/json.ts';
import { JsonView } from '../ui/json-view.tsx';
import { Empty } from '../ui/states.tsx';

export function DeploymentInputs({ inputs }: { inputs: JsonObject }) {
  if (Object.keys(inputs).length === 0) {
    return (
      <Empty icon={<SlidersHorizontal />} title="No inputs">
        This blueprint asks for none.
      </Empty>
    );
  }
  return (
    <div className="max-w-3xl p-4 md:p-6">
      <JsonView value={inputs} empty="" />
    </div>
  );
}
