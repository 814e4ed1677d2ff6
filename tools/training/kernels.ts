import {
  add,
  advance,
  assemble,
  type Code,
  F32,
  get,
  I32,
  integer,
  type KernelFunction,
  loop,
  multiply,
  set,
  vectorAdd,
  vectorDivide,
  vectorLoad,
  vectorLoadSplat,
  vectorMultiply,
  vectorRoot,
  vectorSplat,
  vectorStore,
  vectorSubtract,
  vectorZero,
} from './wasm.ts';

/** The inner loops of training, over 32-bit floats in one shared memory. All addresses and strides are in bytes. */
export interface Kernels {
  /**
   * C = A·B for `rows` × `columns` of C and `depth` terms a cell. A cell of A is at a + row·aRow + term·aTerm, so that A may be
   * read transposed; rows of B and C are bRow and cRow apart. `rows` is a multiple of 4, `columns` of 8.
   */
  multiply(
    rows: number,
    columns: number,
    depth: number,
    a: number,
    aRow: number,
    aTerm: number,
    b: number,
    bRow: number,
    c: number,
    cRow: number,
  ): void;
  /** out += factor × values, over `bytes` (a multiple of 16). */
  addScaled(out: number, values: number, factor: number, bytes: number): void;
  /**
   * One step of Adam (Kingma and Ba 2015) on `bytes` of parameters, after which the gradient is zero. `rate` holds the bias
   * correction already.
   */
  adam(
    parameters: number,
    gradient: number,
    mean: number,
    variance: number,
    bytes: number,
    rate: number,
    meanDecay: number,
    varianceDecay: number,
    epsilon: number,
  ): void;
}

const ROWS = 4;
const VECTORS = 2;

function multiplyKernel(): KernelFunction {
  const [rows, columns, depth, a, aRow, aTerm, b, bRow, c, cRow] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
  const [column, row, term, bAt, aAt, cAt] = [10, 11, 12, 13, 14, 15] as const;
  const aRows = [16, 17, 18, 19] as const;
  const sum = (r: number, v: number) => 20 + r * VECTORS + v;
  const bVector = (v: number) => 20 + ROWS * VECTORS + v;
  const splat = 20 + ROWS * VECTORS + VECTORS;
  const each = (count: number, code: (index: number) => Code): Code =>
    Array.from({ length: count }, (_, index) => code(index)).flat();

  const inner: Code = [
    ...each(VECTORS, (v) => [...get(bAt), ...vectorLoad(16 * v), ...set(bVector(v))]),
    ...aRows.flatMap((aPointer, r) => [
      ...get(aPointer),
      ...vectorLoadSplat,
      ...set(splat),
      ...each(VECTORS, (v) => [
        ...get(sum(r, v)),
        ...get(splat),
        ...get(bVector(v)),
        ...vectorMultiply,
        ...vectorAdd,
        ...set(sum(r, v)),
      ]),
      ...advance(aPointer, get(aTerm)),
    ]),
    ...advance(bAt, get(bRow)),
  ];
  const block: Code = [
    ...each(ROWS * VECTORS, (index) => [...vectorZero, ...set(20 + index)]),
    ...aRows.flatMap((aPointer, r) => [
      ...get(aAt),
      ...get(aRow),
      ...integer(r),
      ...multiply,
      ...add,
      ...set(aPointer),
    ]),
    ...[...get(b), ...get(column), ...integer(4), ...multiply, ...add, ...set(bAt)],
    ...loop(term, depth, 1, inner),
    ...each(ROWS, (r) => [
      ...each(VECTORS, (v) => [...get(cAt), ...get(sum(r, v)), ...vectorStore(16 * v)]),
      ...advance(cAt, get(cRow)),
    ]),
    ...advance(aAt, [...get(aRow), ...integer(ROWS), ...multiply]),
  ];
  const body: Code = loop(column, columns, 4 * VECTORS, [
    ...[...get(a), ...set(aAt)],
    ...[...get(c), ...get(column), ...integer(4), ...multiply, ...add, ...set(cAt)],
    ...loop(row, rows, ROWS, block),
  ]);
  const vectors = ROWS * VECTORS + VECTORS + 1;
  return { name: 'multiply', parameters: new Array<number>(10).fill(I32), integers: 10, vectors, body };
}

function addScaledKernel(): KernelFunction {
  const [out, values, factor, bytes, at, factors] = [0, 1, 2, 3, 4, 5] as const;
  const body: Code = [
    ...[...get(factor), ...vectorSplat, ...set(factors)],
    ...loop(at, bytes, 16, [
      ...[...get(out), ...get(out), ...vectorLoad(), ...get(values), ...vectorLoad(), ...get(factors)],
      ...[...vectorMultiply, ...vectorAdd, ...vectorStore()],
      ...[...advance(out, integer(16)), ...advance(values, integer(16))],
    ]),
  ];
  return { name: 'addScaled', parameters: [I32, I32, F32, I32], integers: 1, vectors: 1, body };
}

function adamKernel(): KernelFunction {
  const [parameters, gradient, mean, variance, bytes, rate, meanDecay, varianceDecay, epsilon] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8,
  ] as const;
  const [at, rates, meanDecays, varianceDecays, epsilons, slope, first, second] = [
    9, 10, 11, 12, 13, 14, 15, 16,
  ] as const;
  const splat = (from: number, to: number): Code => [...get(from), ...vectorSplat, ...set(to)];
  /** moment = moment·decay + value − value·decay */
  const blend = (moment: number, decay: number, value: Code): Code => [
    ...[...get(moment), ...vectorLoad(), ...get(decay), ...vectorMultiply, ...value, ...vectorAdd],
    ...[...value, ...get(decay), ...vectorMultiply, ...vectorSubtract],
  ];
  const square: Code = [...get(slope), ...get(slope), ...vectorMultiply];
  const body: Code = [
    ...[...splat(rate, rates), ...splat(meanDecay, meanDecays)],
    ...[...splat(varianceDecay, varianceDecays), ...splat(epsilon, epsilons)],
    ...loop(at, bytes, 16, [
      ...[...get(gradient), ...vectorLoad(), ...set(slope)],
      ...[...blend(mean, meanDecays, get(slope)), ...set(first)],
      ...[...blend(variance, varianceDecays, square), ...set(second)],
      ...[...get(mean), ...get(first), ...vectorStore()],
      ...[...get(variance), ...get(second), ...vectorStore()],
      ...[...get(gradient), ...vectorZero, ...vectorStore()],
      ...[...get(parameters), ...get(parameters), ...vectorLoad()],
      ...[...get(first), ...get(rates), ...vectorMultiply],
      ...[...get(second), ...vectorRoot, ...get(epsilons), ...vectorAdd, ...vectorDivide],
      ...[...vectorSubtract, ...vectorStore()],
      ...[parameters, gradient, mean, variance].flatMap((pointer) => advance(pointer, integer(16))),
    ]),
  ];
  const types = [I32, I32, I32, I32, I32, F32, F32, F32, F32];
  return { name: 'adam', parameters: types, integers: 1, vectors: 7, body };
}

/** The most that the kernels' memory may grow to: 65,536 pages of 64 KiB are the 4 GiB that 32 bits reach. */
const MAXIMUM_PAGES = 65_536;

/** A shared memory of at least so many bytes for the kernels of all threads. */
export function createKernelMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / 65_536);
  return new WebAssembly.Memory({ initial: pages, maximum: MAXIMUM_PAGES, shared: true });
}

/** Compiles the kernels over a shared memory. Results are equal bit by bit on every machine (no fused multiply-add). */
export async function createKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  const module = assemble([multiplyKernel(), addScaledKernel(), adamKernel()], MAXIMUM_PAGES);
  const { instance } = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as Kernels;
}
