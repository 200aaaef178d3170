import type { TtbResources } from '@ttb/assets'
import { precedingKeys } from '@ttb/config'
import { type CheckDef, checksWith } from '../define-check.ts'
import { fillOf, isBelow, rounded } from './page-checks.ts'
import { readStructuredTables } from './structured-tables.ts'
import { THRESHOLDS } from './thresholds.ts'

/** How many rows of a partition have a value in each field. */
interface FilledRows {
  readonly rows: number
  readonly filled: Readonly<Record<string, number>>
}

/** Partitions whose counts are remembered: days that follow each other are compared with nearly the same ones. */
const REMEMBERED = 512
const remembered = new WeakMap<TtbResources['storage'], Map<string, FilledRows>>()

/** Fails where a field is filled more or less often than it was: what it is read from has moved, whatever the field table expects. */
export const FILL_DRIFT: CheckDef<TtbResources> = checksWith<TtbResources>()({
  name: 'fill_drift',
  asset: 'ttb_structured_data',
  doc: 'Each field is filled about as often, give or take 15 points and what chance makes of few rows, as in the fortnight before.',
  severity: 'warn',
  async evaluate({ asset, partition, partitions, materialization, latest, resources }) {
    const { days, leastDays } = THRESHOLDS.fillDrift
    const now = await readFilledRows(resources, { partition, dataVersion: materialization.dataVersion })
    const before: FilledRows[] = []
    const keys =
      now.rows < THRESHOLDS.leastRows ? [] : precedingKeys(partitions, partition, { dim: 'date', count: days })
    for (const made of await latest(asset, keys)) {
      // What was kept from use is not what is usual.
      if (made.gatedBy !== null) continue
      const filled = await filledRows(resources, made)
      if (filled.rows > 0) before.push(filled)
    }
    const rowsBefore = before.reduce((sum, { rows }) => sum + rows, 0)
    const metadata = { rows: now.rows, rows_before: rowsBefore, days_compared: before.length }
    if (before.length < leastDays || rowsBefore < THRESHOLDS.drift.leastRows) return { passed: true, metadata }
    const drifted = Object.keys(now.filled).flatMap((name) => {
      const fill = (now.filled[name] as number) / now.rows
      const usual = before.reduce((sum, { filled }) => sum + (filled[name] ?? 0), 0) / rowsBefore
      return isOff(fill, usual, { rows: now.rows, rowsBefore })
        ? [`${name} ${rounded(fill)}, was ${rounded(usual)}`]
        : []
    })
    return { passed: drifted.length === 0, metadata: { ...metadata, drifted: drifted.join('; ') } }
  },
})

/** Whether two shares differ by more than is tolerated and chance explains; both are of few rows. */
function isOff(
  fill: number,
  usual: number,
  { rows, rowsBefore }: { readonly rows: number; readonly rowsBefore: number },
): boolean {
  const both = (rows * rowsBefore) / (rows + rowsBefore)
  const { fillRateTolerance } = THRESHOLDS
  return isBelow(fill, usual - fillRateTolerance, both) || isBelow(1 - fill, 1 - usual - fillRateTolerance, both)
}

async function filledRows(resources: TtbResources, made: MadePartition): Promise<FilledRows> {
  return rememberedIn(resources).get(keyOf(made)) ?? (await readFilledRows(resources, made))
}

interface MadePartition {
  readonly partition: string
  readonly dataVersion: string
}

/** What the table says now; remembered for the days after it. */
async function readFilledRows(resources: TtbResources, made: MadePartition): Promise<FilledRows> {
  const tables = await readStructuredTables(resources, made.partition)
  const rows = tables?.rows ?? []
  const filled: Record<string, number> = {}
  for (const name of Object.keys(tables?.record.fields ?? {}))
    filled[name] = Math.round(fillOf(rows, name) * rows.length)
  const counted = { rows: rows.length, filled }
  const known = rememberedIn(resources)
  known.set(keyOf(made), counted)
  // The first one that was remembered goes first.
  if (known.size > REMEMBERED) known.delete(known.keys().next().value as string)
  return counted
}

function rememberedIn({ storage }: TtbResources): Map<string, FilledRows> {
  const known = remembered.get(storage) ?? new Map<string, FilledRows>()
  remembered.set(storage, known)
  return known
}

function keyOf({ partition, dataVersion }: MadePartition): string {
  return `${partition} ${dataVersion}`
}
