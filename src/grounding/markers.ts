/** Numbers papers in the order they are first cited. A marker keeps its paper for as long as the conversation lasts. */
export interface Markers {
  /** The paper's marker; a new one when it has none yet. Markers begin at 1. */
  markerOf(paperId: string): number;
  /** The paper of a marker, or null when the marker was never given out. */
  paperOf(marker: number): string | null;
  /** Paper ids by marker, [1] first. */
  paperIds(): readonly string[];
}

export function createMarkers(): Markers {
  const ids: string[] = [];
  const markers = new Map<string, number>();
  return {
    markerOf(paperId) {
      const known = markers.get(paperId);
      if (known !== undefined) return known;
      ids.push(paperId);
      markers.set(paperId, ids.length);
      return ids.length;
    },
    paperOf: (marker) => ids[marker - 1] ?? null,
    paperIds: () => [...ids],
  };
}
