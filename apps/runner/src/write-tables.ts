import type { TextSink } from './effects.ts'
import type { ListedTable } from './open-tables.ts'
import { formatCount, writeJsonLine } from './output.ts'

/** Writes the list of tables that SQL can ask: name, rows, meaning. */
export function writeTables(
  stdout: TextSink,
  tables: readonly ListedTable[],
  { json }: { readonly json: boolean },
): void {
  if (json) {
    for (const { name, rows, doc } of tables) writeJsonLine(stdout, { table: name, rows, meaning: doc })
    return
  }
  const counts = tables.map(({ rows }) => (rows === null ? 'not made' : formatCount(rows)))
  const [nameWidth, countWidth] = [tables.map(({ name }) => name), counts].map((texts) =>
    Math.max(...texts.map((text) => text.length)),
  ) as [number, number]
  const missing = new Set(tables.filter(({ rows }) => rows === null).map(({ madeBy }) => madeBy))
  const lines = tables.map(
    ({ name, doc }, at) => `  ${name.padEnd(nameWidth)}  ${(counts[at] as string).padStart(countWidth)}  ${doc}`,
  )
  stdout.write(
    [
      `  ${'table'.padEnd(nameWidth)}  ${'rows'.padStart(countWidth)}  meaning`,
      ...lines,
      ...[...missing].map((madeBy) => `What is not made yet: "${madeBy}" makes it.`),
      "A list of records in a row has a table of its own, such as certificate_label_images; where values come from: provenance('TTB ID').",
      '"ttb fields TABLE" says what its columns mean.',
      '',
    ].join('\n'),
  )
}
