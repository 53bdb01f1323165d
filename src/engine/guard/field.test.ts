import { describe, expect, test } from 'vitest';
import { fieldRow, type GuardField, guardField } from './field.js';
import type { GuardGrid } from './grid.js';

/** A grid whose mean differences per cell come from a function of column, row and channel. */
function gridOf(
  columns: number,
  rows: number,
  difference: (x: number, y: number, c: number) => number,
  weight: (x: number, y: number) => number = () => 16,
): GuardGrid {
  const errors = new Float32Array(columns * rows * 3);
  const weights = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const cell = y * columns + x;
      weights[cell] = weight(x, y);
      for (let c = 0; c < 3; c++) errors[cell * 3 + c] = difference(x, y, c) * weight(x, y);
    }
  return { columns, rows, errors, weights };
}

describe('guard field', () => {
  test('is zero where nothing differs', () => {
    const field = guardField(gridOf(9, 7, () => 0));
    expect([field.columns, field.rows]).toEqual([9, 7]);
    expect(Math.max(...field.values.map(Math.abs))).toBe(0);
    expect([field.max, field.mean]).toEqual([0, 0]);
  });

  test('is the difference where that is the same everywhere, up to the border and in the corners', () => {
    const shift = [0.03, -0.02, 0.01];
    const field = guardField(gridOf(11, 6, (_x, _y, c) => shift[c]));
    for (const [i, value] of field.values.entries()) expect(value).toBeCloseTo(shift[i % 3], 5);
    expect(field.max).toBeCloseTo(0.03, 5);
    expect(field.mean).toBeCloseTo(0.02, 5);
  });

  test('is the same whatever weights the cells have', () => {
    const weight = (x: number, y: number) => 0.5 + ((x * 7 + y * 3) % 16);
    for (const value of guardField(gridOf(9, 9, () => 0.04, weight)).values)
      expect(value).toBeCloseTo(0.04, 4);
  });

  test('does not follow what averages out', () => {
    const field = guardField(gridOf(16, 16, (x, y) => ((x + y) % 2 ? 0.1 : -0.1)));
    expect(field.max).toBeLessThan(0.02);
    // Inside, where the Gaussian is whole, nothing is left.
    expect(Math.abs(field.values[(8 * 16 + 8) * 3])).toBeLessThan(0.001);
  });

  test('falls off with the distance from an error, as a Gaussian of two cells', () => {
    const field = guardField(gridOf(31, 31, (x, y) => (x === 15 && y === 15 ? 0.1 : 0)));
    const at = (x: number, y: number) => field.values[(y * 31 + x) * 3];
    expect(at(15, 15)).toBeGreaterThan(0);
    for (const distance of [1, 2, 4]) {
      const expected = Math.exp(-(distance ** 2) / 8);
      expect(at(15 + distance, 15) / at(15, 15)).toBeCloseTo(expected, 3);
      expect(at(15, 15 - distance) / at(15, 15)).toBeCloseTo(expected, 3);
    }
    expect(at(0, 0)).toBe(0);
  });

  test('is zero, not infinite, where nothing is visible for miles', () => {
    const field = guardField(
      gridOf(
        40,
        4,
        () => 1,
        (x) => (x < 4 ? 16 : 0),
      ),
    );
    for (const value of field.values) expect(Number.isFinite(value)).toBe(true);
    expect(field.values[39 * 3]).toBe(0);
    expect(field.values[0]).toBeCloseTo(1, 5);
  });
});

describe('a row of the field', () => {
  const field: GuardField = {
    columns: 2,
    rows: 3,
    values: Float32Array.from({ length: 18 }, (_, i) => Math.floor(i / 6) * 0.1 + (i % 6) * 0.01),
    max: 0,
    mean: 0,
  };

  test.each([
    [0, 0],
    [2, 0],
    [4, 0.05],
    [6, 0.1],
    [7, 0.125],
    [10, 0.2],
    [12, 0.2],
  ])('at %d input pixels is %d: a straight line between cell centres, constant beyond', (y, expected) => {
    const row = new Float32Array(6);
    fieldRow(field, y, row);
    for (const [i, value] of row.entries()) expect(value).toBeCloseTo(expected + i * 0.01, 6);
  });

  test('of a single row of cells is that row', () => {
    const row = new Float32Array(6);
    fieldRow({ ...field, rows: 1 }, 3.7, row);
    for (const [i, value] of row.entries()) expect(value).toBeCloseTo(i * 0.01, 6);
  });
});
