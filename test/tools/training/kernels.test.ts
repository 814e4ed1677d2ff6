import { expect, test } from 'vitest';
import { createKernelMemory, createKernels } from '../../../tools/training/kernels.ts';
import { createRandom } from '../../../tools/training/random.ts';

const memory = createKernelMemory(1 << 20);
const kernels = await createKernels(memory);
const random = createRandom(3);

/** Floats at a byte address, filled at random. */
function place(address: number, length: number): Float32Array {
  const values = new Float32Array(memory.buffer, address, length);
  for (let at = 0; at < length; at++) values[at] = random() - 0.5;
  return values;
}

test.each([
  ['as it lies', false],
  ['transposed', true],
])('multiply gives the product of two matrices, the first read %s', (_, transposed) => {
  const [rows, columns, depth] = [8, 24, 13];
  const a = place(0, rows * depth);
  const b = place(4096, depth * columns);
  const c = place(16_384, rows * columns);
  const [row, term] = transposed ? [1, rows] : [depth, 1];
  kernels.multiply(rows, columns, depth, 0, row * 4, term * 4, 4096, columns * 4, 16_384, columns * 4);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let expected = 0;
      for (let t = 0; t < depth; t++) expected += (a[i * row + t * term] ?? 0) * (b[t * columns + j] ?? 0);
      expect(c[i * columns + j]).toBeCloseTo(expected, 5);
    }
  }
});

test('addScaled adds a multiple and touches nothing else', () => {
  const out = place(0, 12);
  const values = place(4096, 12);
  const expected = out.map((value, at) => (at < 8 ? value + 0.3 * (values[at] ?? 0) : value));
  kernels.addScaled(0, 4096, 0.3, 32);
  out.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 6);
  });
});

test('adam takes the step of the paper and clears the gradient', () => {
  const [parameters, gradient, mean, variance] = [0, 4096, 8192, 12_288].map((address) => place(address, 8));
  variance?.forEach((value, at) => {
    variance[at] = Math.abs(value);
  });
  const before = [parameters, gradient, mean, variance].map((values) => Array.from(values ?? []));
  kernels.adam(0, 4096, 8192, 12_288, 32, 0.01, 0.9, 0.999, 1e-8);
  for (let at = 0; at < 8; at++) {
    const [parameter = 0, slope = 0, first = 0, second = 0] = before.map((values) => values[at] ?? 0);
    const nextFirst = 0.9 * first + 0.1 * slope;
    const nextSecond = 0.999 * second + 0.001 * slope * slope;
    expect(mean?.[at]).toBeCloseTo(nextFirst, 6);
    expect(variance?.[at]).toBeCloseTo(nextSecond, 6);
    expect(parameters?.[at]).toBeCloseTo(parameter - (0.01 * nextFirst) / (Math.sqrt(nextSecond) + 1e-8), 5);
    expect(gradient?.[at]).toBe(0);
  }
});
