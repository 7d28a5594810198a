/** The types that are built into the language, those for every day first. */
export const primitiveNames = [
  'string',
  'integer',
  'float',
  'boolean',
  'list',
  'dict',
  'regex',
  'textarea',
  'blueprint_id',
  'deployment_id',
  'capability_value',
  'scaling_group',
  'node_id',
  'node_type',
  'node_instance',
  'secret_key',
  'operation_name',
] as const;

export type PrimitiveName = (typeof primitiveNames)[number];
