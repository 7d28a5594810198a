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
    <div className="m-4 max-w-3xl rounded-lg border border-line bg-panel p-4 md:m-6">
      <JsonView value={inputs} empty="" />
    </div>
  );
}
