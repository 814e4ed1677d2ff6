/** Ids a filter names at once: a filter is text that LanceDB parses. */
const IDS_PER_FILTER = 500;

/** A string as an SQL literal. Ids come from outside and may hold quotes. */
export function sqlString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Filters that together select the rows whose column has one of the values; each names a bounded number of them. */
export function inFilters(column: string, values: Iterable<string>): string[] {
  const literals = [...new Set(values)].map(sqlString);
  const filters: string[] = [];
  for (let start = 0; start < literals.length; start += IDS_PER_FILTER) {
    filters.push(`${column} IN (${literals.slice(start, start + IDS_PER_FILTER).join(',')})`);
  }
  return filters;
}
