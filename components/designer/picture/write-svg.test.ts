import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pictureTokens } from './picture-colours.ts';
import { type Drawing, sizeOf, writeSvg } from './write-svg.ts';

const colours = {
  ...{ ground: '#fff', leaf: '#eee', container: '#ddd', line: '#ccc', edge: '#888', ink: '#111', faint: '#555' },
  groups: ['#00f'],
  notes: {
    yellow: { fill: '#ff0', ink: '#220' },
    blue: { fill: '#00f', ink: '#002' },
    green: { fill: '#0f0', ink: '#020' },
    red: { fill: '#f00', ink: '#200' },
  },
};

const drawing: Drawing = {
  nodes: [
    {
      box: { id: 'vm', parent: null, isContainer: true, x: 0, y: 0, width: 260, height: 150 },
      ...{ type: 'Compute', icon: '<rect/>', instances: 3 },
    },
    {
      box: { id: '<web> & "co"', parent: 'vm', isContainer: false, x: 20, y: 60, width: 224, height: 60 },
      ...{ type: 'a-very-long-type-name-that-does-not-fit-into-its-box', icon: '<path/>', instances: 1 },
    },
  ],
  lines: [{ path: 'M0 0L10 10', isDashed: true, label: 'web depends on db' }],
  hulls: [
    {
      ...{ path: 'M-50 0L0 0L0 10Z', name: 'pool', label: { x: -46, y: -6 }, colour: 0 },
      bounds: { x: -50, y: 0, width: 50, height: 10 },
    },
  ],
  notes: [{ id: 'n', x: 300, y: 10, width: 100, height: 60, text: 'Do not stop\nthese', colour: 'yellow' }],
};

test('the picture holds everything, with its texts as texts', () => {
  const svg = writeSvg(drawing, { title: 'shop', colours });
  expect(sizeOf(drawing)).toEqual({ x: -90, y: -40, width: 530, height: 230 });
  expect(svg).toContain('viewBox="-90 -40 530 230"');
  expect(svg).toContain('>vm</text>');
  expect(svg).toContain('>×3</text>');
  expect(svg).toContain('>pool</text>');
  expect(svg).toContain('>these</tspan>');
  expect(svg).toContain('stroke-dasharray="5 5"');
  expect(svg).toContain('&lt;web&gt; &amp; &quot;co&quot;');
  expect(svg).toMatch(/>a-very-long-type-name-t?…<\/text>/);
  expect(svg).not.toMatch(/undefined|NaN|<web>/);
});

test('what is in containers is drawn over them and over the lines; an empty blueprint is a picture too', () => {
  const svg = writeSvg(drawing, { title: 'shop', colours });
  expect(svg.indexOf('>vm</text>')).toBeLessThan(svg.indexOf('M0 0L10 10'));
  expect(svg.indexOf('M0 0L10 10')).toBeLessThan(svg.indexOf('co&quot;</text>'));
  expect(writeSvg({ nodes: [], lines: [], hulls: [], notes: [] }, { title: '\u0000', colours })).toContain(
    '<title></title>',
  );
});

test('the colours of pictures are those of the style sheet', () => {
  const sheet = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8');
  for (const name of Object.keys(pictureTokens.light) as (keyof typeof pictureTokens.light)[]) {
    expect(sheet).toContain(`--${name}: light-dark(${pictureTokens.light[name]}, ${pictureTokens.dark[name]});`);
  }
});
