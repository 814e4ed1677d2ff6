// The least that any program over a LanceDB table must do before it can ask: import, connect, open.
// usage: node bench/bare-open.mjs INDEX TABLE
process.env.LANCEDB_LOG = 'error';
const { connect } = await import('@lancedb/lancedb');
const [index, table] = process.argv.slice(2);
const connection = await connect(index);
await connection.openTable(table);
