import type { Ibid } from '../../ibid.ts';

type Manifest = NonNullable<Awaited<ReturnType<Ibid['manifest']>>>;

/** Differs whenever the index has changed: generations are counted anew in one that was built anew. */
export function indexStamp({ generation, createdAt }: Pick<Manifest, 'generation' | 'createdAt'>): string {
  return `${generation} ${createdAt}`;
}
