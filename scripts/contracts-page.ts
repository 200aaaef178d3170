// The page of the docs about contracts, from what it speaks of.
import { CONTRACT_RULES } from '../packages/utils/src/records/index.ts'
import type { Judgement } from './contract-files.ts'

export const CONTRACTS_PAGE = 'docs/reference/contracts.md'

export function contractsPage(tables: Judgement['tables']): string {
  const rows = tables.map(
    ({ name, version, doc }) =>
      `| [\`${name}\`](../../contracts/${name}.json) | ${version} | ${doc.replaceAll('|', '\\|')} |`,
  )
  const rules = Object.values(CONTRACT_RULES).map(({ change, doc }) => `| ${doc} | ${change} |`)
  return `<!-- Made by \`pnpm generate\`; edit what it is made from. -->

# Contracts

A contract says what a table promises to those who read it: its columns, their kinds, units, codes and meaning, which may
be null, and what identifies a row. Each has a version of its own, \`major.minor\`, and all are made from the field table.

| Table | Version | A row is |
| --- | --- | --- |
${rows.join('\n')}

## Use one

| File in \`contracts/\` | What it is for |
| --- | --- |
| \`<table>.json\` | the contract itself, a line for each column: compare it, or build from it |
| \`json-schema/<table>.json\` | JSON Schema (2020-12) of a row as JSON: check rows, make types in another language |
| \`postgres/<table>.sql\`, \`duckdb/<table>.sql\` | the table in SQL, with its key, checks and comments |
| \`parquet/<table>.txt\` | the schema of the Parquet files that the default engine writes |
| \`dictionary.csv\` | the data dictionary: every column of every table as a row |
| \`CHANGES.md\` | what changed in each version, and what to do about it |

Pin a contract by copying its file from the tag of a release. In TypeScript the package is the pin: \`contractOf(table)\` of
\`@ttb/utils/records\` gives the contract, \`recordSchema(table)\` and \`jsonSchemaOf(table)\` of \`@ttb/utils/schemas\` check
rows, \`tableDdl(table, 'postgres')\` of \`@ttb/resources\` gives the SQL; \`allTables()\` of \`@ttb/assets\` has the tables.
The files are in no package, as the code that makes them is.

Ask a table file which contract it keeps, and compare with the one you pinned:

\`\`\`sql
select decode(key), decode(value) from parquet_kv_metadata('certificate.parquet');  -- ttb.table, ttb.contract
\`\`\`

Arrow files have the same two entries in the metadata of their schema. For every format the manifest of a partition has
\`contract\` beside each table. A file without one was written from a table that is not of this list.

## What may change

In a minor version nothing you read goes away or comes to mean another thing: rows of 1.3 keep the contract 1.0, with columns
besides. So ask for columns by name, and let columns pass that you do not know; their order is not promised. What follows
decides between minor and major; wording changes neither.

| A column, or within a list of records one of its fields, is | Change |
| --- | --- |
${rules.join('\n')}

A kind of value never changes what it accepts: another rule is another kind, and so shows as such here.

## Files of older versions

Every reader here (\`ttb sql\`, IO managers, \`decode\` of each table format) takes files of older versions, mixed with new
ones: columns added since are null or empty lists. Files of an older major are read over the steps of \`MIGRATIONS\`: renamed
columns are found, dropped ones are not read, new required ones are filled. Columns of a newer minor are left; \`readTable\`
and \`decode\` tell \`onDifference\` about them. What cannot be read is refused with \`corrupt_data\`, naming the file, both
versions and every column concerned: never a column silently null. \`ttb reparse\` makes every table anew from the raw pages.
`
}
