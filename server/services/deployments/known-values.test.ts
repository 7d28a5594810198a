import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { valuesGetterOf } from './known-values.ts';

const getter = valuesGetterOf(new Map([['secret_key', ['db_password', 'db_user', 'web_key']]]));
const names = (constraints: JsonObject, type = 'secret_key') => getter.get({ type, value: 'db_user', constraints });

describe('what inputs may name', () => {
  it('is all there is of the type', () => {
    expect(names({})).toEqual(['db_password', 'db_user', 'web_key']);
    expect(names({}, 'deployment_id')).toEqual([]);
  });

  it.each<[JsonObject, string[]]>([
    [{ starts_with: 'db_' }, ['db_password', 'db_user']],
    [{ ends_with: ['_key', '_user'] }, ['db_user', 'web_key']],
    [{ contains: 'pass' }, ['db_password']],
    [{ equals_to: 'db_user' }, ['db_user']],
    [{ starts_with: 'db_', ends_with: '_user' }, ['db_user']],
    [{ resembles: 'db_user' }, []],
  ])('keeps to the name pattern %j', (specs, expected) => {
    expect(names({ key_specs: specs })).toEqual(expected);
  });

  it('is nothing under a constraint that cannot be compared', () => {
    expect(names({ filter_id: 'mine' })).toEqual([]);
  });
});
