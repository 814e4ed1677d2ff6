import type { RecordBatch } from 'apache-arrow';
import { corrupt } from './native-errors.ts';

/** Arrow's numbers for the types that the tables use (Schema.fbs). */
const TYPE = { binary: 4, utf8: 5, bool: 6, int: 2, float: 3, fixedSizeList: 16 } as const;

export type Cells<Value> = (row: number) => Value;

/** The column, whose type is checked once for all its rows. Throws IndexError `corrupt`. */
function columnOf(batch: RecordBatch, name: string, type: keyof typeof TYPE) {
  const column = batch.getChild(name);
  if (column === null) throw corrupt(`a table of the index has no column "${name}"`);
  if (column.type.typeId !== TYPE[type]) {
    throw corrupt(`column "${name}" of the index holds ${String(column.type)}, not ${type}`);
  }
  return column;
}

function nullable<Value>(batch: RecordBatch, name: string, type: keyof typeof TYPE): Cells<Value | null> {
  const column = columnOf(batch, name, type);
  return (row) => column.get(row) as Value | null;
}

function required<Value>(batch: RecordBatch, name: string, type: keyof typeof TYPE): Cells<Value> {
  const column = columnOf(batch, name, type);
  if (column.nullCount > 0) throw corrupt(`column "${name}" of the index lacks ${column.nullCount} values`);
  return (row) => column.get(row) as Value;
}

export const textCells = (batch: RecordBatch, name: string) => required<string>(batch, name, 'utf8');
export const textOrNullCells = (batch: RecordBatch, name: string) => nullable<string>(batch, name, 'utf8');
export const integerCells = (batch: RecordBatch, name: string) => required<number>(batch, name, 'int');
export const integerOrNullCells = (batch: RecordBatch, name: string) => nullable<number>(batch, name, 'int');
export const booleanCells = (batch: RecordBatch, name: string) => required<boolean>(batch, name, 'bool');
export const bytesCells = (batch: RecordBatch, name: string) => required<Uint8Array>(batch, name, 'binary');

/** A 32-bit float column: scores and distances. */
export const floatCells = (batch: RecordBatch, name: string) => required<number>(batch, name, 'float');

/** Vectors as views into the batch: nothing is copied. */
export function vectorCells(batch: RecordBatch, name: string, width: number): Cells<Float32Array> {
  const column = columnOf(batch, name, 'fixedSizeList');
  const values: unknown = column.data[0]?.children[0]?.values;
  if (!(values instanceof Float32Array) || values.length !== column.length * width) {
    throw corrupt(`column "${name}" of the index does not hold vectors ${width} wide`);
  }
  return (row) => values.subarray(row * width, (row + 1) * width);
}
