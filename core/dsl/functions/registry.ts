import type { FunctionDefinition } from './definition.ts';
import { getAttribute, getAttributesDict, getAttributesList } from './get-attribute.ts';
import { getInput } from './get-input.ts';
import { getProperty } from './get-property.ts';
import { getSecret } from './get-secret.ts';
import type { FunctionName } from './names.ts';
import { concat, merge, stringFind, stringLower, stringReplace, stringSplit, stringUpper } from './texts.ts';

/** Recognised, so that it is not taken for data, and refused when it would have to be evaluated. */
const unsupported: FunctionDefinition = { check: () => undefined };

/** The intrinsic functions by name; one entry adds one. */
export const functions: Readonly<Record<FunctionName, FunctionDefinition>> = {
  get_input: getInput,
  get_property: getProperty,
  get_attribute: getAttribute,
  get_attributes_list: getAttributesList,
  get_attributes_dict: getAttributesDict,
  get_secret: getSecret,
  get_capability: unsupported,
  get_group_capability: unsupported,
  get_environment_capability: unsupported,
  get_label: unsupported,
  get_sys: unsupported,
  get_consumers: unsupported,
  concat,
  merge,
  string_find: stringFind,
  string_replace: stringReplace,
  string_split: stringSplit,
  string_lower: stringLower,
  string_upper: stringUpper,
};
