import type { Data, DataType, Field, RecordBatch, Table } from 'apache-arrow';
import type { ArrowModule } from './native.ts';

/** One column of a table to write: its values are laid out as Arrow wants them, without an object for each row. */
export interface ColumnToWrite {
  readonly field: Field;
  readonly data: Data;
}

/** Lays out columns of plain values. Every builder needs the same number of values. */
export interface ColumnBuilder {
  text(name: string, values: readonly string[]): ColumnToWrite;
  textOrNull(name: string, values: readonly (string | null)[]): ColumnToWrite;
  integer(name: string, values: readonly number[]): ColumnToWrite;
  integerOrNull(name: string, values: readonly (number | null)[]): ColumnToWrite;
  boolean(name: string, values: readonly boolean[]): ColumnToWrite;
  bytes(name: string, values: readonly Uint8Array[]): ColumnToWrite;
  vector(name: string, width: number, values: readonly Float32Array[]): ColumnToWrite;
  table(columns: readonly ColumnToWrite[]): Table;
}

export function createColumnBuilder(arrow: ArrowModule): ColumnBuilder {
  const column = (name: string, type: DataType, nullable: boolean, data: object): ColumnToWrite => ({
    field: new arrow.Field(name, type, nullable),
    data: arrow.makeData({ nullCount: 0, ...data, type } as never) as Data,
  });
  const text = (name: string, nullable: boolean, values: readonly (string | null)[]): ColumnToWrite => {
    const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
    const { offsets, size } = offsetsOf(sizes);
    const data = Buffer.allocUnsafe(size);
    for (const [row, value] of values.entries()) if (value !== null) data.write(value, offsets[row] ?? 0);
    const shared = { length: values.length, valueOffsets: offsets, data };
    return column(name, new arrow.Utf8(), nullable, { ...shared, ...(nullable ? nulls(values) : {}) });
  };
  const integer = (name: string, nullable: boolean, values: readonly (number | null)[]): ColumnToWrite => {
    const shared = { length: values.length, data: Int32Array.from(values, (value) => value ?? 0) };
    return column(name, new arrow.Int32(), nullable, { ...shared, ...(nullable ? nulls(values) : {}) });
  };
  return {
    text: (name, values) => text(name, false, values),
    textOrNull: (name, values) => text(name, true, values),
    integer: (name, values) => integer(name, false, values),
    integerOrNull: (name, values) => integer(name, true, values),
    boolean: (name, values) =>
      column(name, new arrow.Bool(), false, { length: values.length, data: bitmap(values) }),
    bytes(name, values) {
      const { offsets, size } = offsetsOf(values.map(({ length }) => length));
      const data = Buffer.allocUnsafe(size);
      for (const [row, value] of values.entries()) data.set(value, offsets[row]);
      return column(name, new arrow.Binary(), false, { length: values.length, valueOffsets: offsets, data });
    },
    vector(name, width, values) {
      const numbers = new Float32Array(width * values.length);
      for (const [row, value] of values.entries()) numbers.set(value, row * width);
      const float = new arrow.Float32();
      const child = arrow.makeData({ type: float, length: numbers.length, nullCount: 0, data: numbers });
      const type = new arrow.FixedSizeList(width, new arrow.Field('item', float, true));
      return column(name, type, false, { length: values.length, child });
    },
    table(columns) {
      const schema = new arrow.Schema(columns.map(({ field }) => field));
      const rows = columns[0]?.data.length ?? 0;
      const data = arrow.makeData({
        type: new arrow.Struct(schema.fields),
        length: rows,
        nullCount: 0,
        children: columns.map((written) => written.data),
      });
      const batch: RecordBatch = new arrow.RecordBatch(schema, data);
      return new arrow.Table(schema, [batch]);
    },
  };
}

function offsetsOf(sizes: readonly number[]): { readonly offsets: Int32Array; readonly size: number } {
  const offsets = new Int32Array(sizes.length + 1);
  let size = 0;
  for (const [row, own] of sizes.entries()) {
    size += own;
    offsets[row + 1] = size;
  }
  if (size > 0x7fffffff) throw new RangeError(`a batch holds ${size} bytes in one column; 2 GiB is the most`);
  return { offsets, size };
}

function nulls(values: readonly unknown[]): { readonly nullCount: number; readonly nullBitmap: Uint8Array } {
  const present = values.map((value) => value !== null);
  return { nullCount: present.filter((is) => !is).length, nullBitmap: bitmap(present) };
}

/** One bit a value, lowest first, as Arrow lays out booleans and nulls. */
function bitmap(values: readonly boolean[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 64) * 8);
  for (const [row, value] of values.entries())
    if (value) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  return bits;
}
