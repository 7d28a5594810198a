import { type GuidedAnswers, identifier } from './answers.ts';
import { blueprintText } from './blueprint-text.ts';
import { programScripts } from './scripts.ts';

/** A file of the blueprint that a guided start makes. */
export interface GuidedFile {
  path: string;
  /** Permissions. */
  mode: number;
  text: string;
}

const mainFile = 'blueprint.yaml';

/** A blueprint that can be installed as it is, from answers without problems; the main file comes first. */
export function guidedBlueprint(answers: GuidedAnswers): { mainFile: string; files: GuidedFile[] } {
  const scripts = answers.programs.flatMap((program) => {
    const folder = `scripts/${identifier(program.name)}`;
    const files = { ...programScripts(program), ...program.files };
    return Object.entries(files).map(([name, text]) => ({ path: `${folder}/${name}`, mode: 0o755, text }));
  });
  return { mainFile, files: [{ path: mainFile, mode: 0o644, text: blueprintText(answers) }, ...scripts] };
}
