import { jsonrepair } from 'jsonrepair';
import { elementKey } from './reply-keys.ts';

/**
 * The value rebuilt as plain data. A `__proto__` key, which would turn into a prototype when the value is copied, is left out; half a
 * surrogate pair, which no UTF-8 can hold, becomes the replacement character.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const rebuilt: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key !== '__proto__') rebuilt[elementKey(key.toWellFormed())] = plain(inner);
  }
  return rebuilt;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    try {
      return JSON.parse(jsonrepair(json));
    } catch {
      return undefined;
    }
  }
}

/**
 * The value of one complete JSON text, repaired where JSON refuses it (bare keys and words, Python's constants, trailing commas,
 * joined strings). Undefined when it is beyond repair.
 */
export function replyValue(json: string): unknown {
  return plain(parse(json));
}
