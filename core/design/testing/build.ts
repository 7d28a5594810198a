import { createCompiler } from '../../dsl/index.ts';
import { smallTypes } from '../../dsl/testing/virtual-blueprint.ts';
import { DesignBuilder, isWhole } from '../build-design.ts';
import type { Design } from '../design.ts';

/** Builds designs of texts in memory one after the other, as the designer does while a person types. */
export function designer() {
  const compiler = createCompiler();
  const builder = new DesignBuilder();
  return {
    compiler,
    /** Null when the main file is not sound. */
    async build(files: Record<string, string>): Promise<Design | null> {
      const reader = {
        read: async (location: string) => (Object.hasOwn(files, location) ? (files[location] ?? null) : null),
        exists: (location: string) => Object.hasOwn(files, location),
      };
      await compiler.compile({ mainFile: 'blueprint.yaml', reader, fallbackVersion: 5 });
      const { built } = compiler;
      return built !== null && isWhole(built) ? builder.build(built) : null;
    },
  };
}

/** The design of a text with the small types; fails when there is none. */
export async function designOf(text: string): Promise<Design> {
  const design = await designer().build(filesOf(text));
  if (design === null) throw new Error('There is no design.');
  return design;
}

/** The files of a blueprint with this text behind its imports. */
export function filesOf(text: string): Record<string, string> {
  return {
    'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_5\nimports: [types.yaml]\n${text}`,
    'types.yaml': smallTypes,
  };
}
