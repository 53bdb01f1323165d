import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ColourField, emptyField, FIELDS, fieldAt, fillField } from './colour-field.js';

function know(field: ColourField, cell: number, colour: readonly number[], weight: number): void {
  const squares = colour.reduce((sum, value) => sum + value * value, 0);
  [...colour, squares, 1].forEach((value, c) => {
    field.values[cell * FIELDS + c] += value * weight;
  });
}

const cellOf = ({ values }: ColourField, cell: number) =>
  Array.from(values.slice(cell * FIELDS, cell * FIELDS + 3));

test('one colour, known in a few places, is that colour everywhere', () => {
  const colour = [200, 30, 90];
  const side = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(side, side, fc.array(fc.nat(399), { minLength: 1, maxLength: 6 }), (width, height, cells) => {
      const field = emptyField(width, height, 1);
      for (const cell of cells) know(field, cell % (width * height), colour, 3);
      fillField(field);
      const off = Array.from({ length: width * height }, (_, cell) =>
        cellOf(field, cell).map((value, c) => Math.abs(value - colour[c])),
      );
      expect(Math.max(...off.flat())).toBeLessThan(0.05);
    }),
  );
});

test('known cells keep their colour, others lie between', () => {
  const field = emptyField(16, 1, 1);
  know(field, 0, [255, 0, 0], 2);
  know(field, 15, [0, 0, 255], 50);
  fillField(field);
  expect(cellOf(field, 0)).toEqual([255, 0, 0]);
  expect(cellOf(field, 15)).toEqual([0, 0, 255]);
  for (let cell = 1; cell < 15; cell++) {
    const [red, , blue] = cellOf(field, cell);
    expect(red + blue).toBeCloseTo(255, 1);
    expect(red).toBeLessThanOrEqual(cellOf(field, cell - 1)[0]);
  }
});

test('a cell with many pixels does not outweigh one with a few', () => {
  const field = emptyField(4, 1, 1);
  know(field, 0, [200, 0, 0], 100);
  know(field, 1, [0, 0, 200], 1);
  fillField(field);
  expect(cellOf(field, 3)).toEqual([100, 0, 100]);
});

test('where nothing is known the weight stays 0', () => {
  const field = emptyField(5, 3, 2);
  fillField(field);
  expect(Math.max(...field.values)).toBe(0);
});

test('is read bilinearly, with the cells’ centres where their pixels are', () => {
  const field = emptyField(8, 4, 4);
  expect([field.width, field.height]).toEqual([2, 1]);
  know(field, 0, [100, 0, 0], 1);
  know(field, 1, [200, 0, 0], 1);
  fillField(field);
  const out = new Float32Array(4);
  const red = (x: number) => {
    fieldAt(field, x, 0, out);
    return out[0];
  };
  expect([0, 1.5, 3.5, 5.5, 7].map(red)).toEqual([100, 100, 150, 200, 200]);
});
