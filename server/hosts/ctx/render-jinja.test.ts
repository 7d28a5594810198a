import { expect, test } from 'vitest';
import { renderJinja } from './render-jinja.ts';

const variables = { map: { a: 1, b: true, n: null, s: "it's" }, list: [1, 'two'], none_: null, zero: 0 };

test.each([
  ['{{ map }}', `{'a': 1, 'b': True, 'n': None, 's': "it's"}`],
  ['{{ list }} {{ map.b }} {{ none_ }} {{ zero }}', "[1, 'two'] True None 0"],
  ['[{{ missing }}{{ missing.x }}{{ map.zz }}]', '[]'],
  ['a\n{% if map.b %}\nb\n{% endif %}\nc\n', 'a\n\nb\n\nc'],
  ['{% for key, item in map.items() %}{{ key }}={{ item }};{% endfor %}', `a=1;b=True;n=None;s=it's;`],
  ['{% for i in range(1, 4) %}{{ i }}{{ "," if not loop.last }}{% endfor %}', '1,2,3'],
  ['{% raw %}{{ as it is }}{% endraw %} {# gone #}x', '{{ as it is }} x'],
  ['{{ list|join("-") }} {{ "x"|upper }} {{ missing|default("d") }}', '1-two X d'],
  ['{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(false) }}', '<False>'],
  ['{{ "a_b".split("_")[0] }}', 'a'],
  ['{{ ctx.capabilities.get_all() }}', "{'h': {}}"],
])('%j renders as with Jinja2', (template, text) => {
  expect(renderJinja(template, { ...variables, ctx: { capabilities: { h: {} } } })).toBe(text);
});

test('wrong templates and endless ranges are refused', () => {
  expect(() => renderJinja('{% foo %}', {})).toThrow();
  expect(() => renderJinja('{% for i in range(100000000) %}{% endfor %}', {})).toThrow('a range has at most');
});

test('a template cannot reach the server', () => {
  expect(renderJinja('[{{ map.constructor }}{{ "".constructor }}{{ process }}]', variables)).toBe('[]');
});
