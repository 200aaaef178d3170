import { assetsWith } from '@ttb/assets/definitions'
import { checksWith } from '@ttb/checks'
import { dailyPartitions } from '@ttb/config'
import { createEngine, definitions } from '@ttb/jobs'
import { openStateStore, systemClock } from '@ttb/resources'

/** Bottles counted on a day; what the assets and checks here are given. */
type Counts = Map<string, number>

const partitions = dailyPartitions({ start: '2026-06-01', end: '2026-06-04', clock: systemClock })
const asset = assetsWith<Counts>()
const check = checksWith<Counts>()

const counted = asset({
  key: 'bottles_counted',
  group: 'example',
  doc: 'How many bottles were counted on a day.',
  codeVersion: '1',
  partitions,
  async materialize({ partition, resources }) {
    const bottles = resources.get(partition) ?? 0
    return { dataVersion: String(bottles), metadata: { bottles } }
  },
})
const reported = asset({
  key: 'bottles_reported',
  group: 'example',
  doc: 'What is told of a day, once it can be trusted.',
  codeVersion: '1',
  partitions,
  deps: [{ asset: 'bottles_counted' }],
  async materialize({ inputs }) {
    return { dataVersion: inputs.bottles_counted.map(({ dataVersion }) => dataVersion).join() }
  },
})
const someBottles = check({
  name: 'some_bottles',
  asset: 'bottles_counted',
  doc: 'A day without a bottle is a day on which nobody counted.',
  blocking: true,
  severity: 'error',
  async evaluate({ materialization }) {
    const bottles = Number(materialization.metadata['bottles'])
    return { passed: bottles > 0, metadata: { bottles } }
  },
})

const store = openStateStore(':memory:')
const engine = createEngine({
  definitions: definitions({ assets: [counted, reported], checks: [someBottles] }),
  ledger: store.ledger,
  clock: systemClock,
  resources: new Map([
    ['2026-06-01', 12],
    ['2026-06-03', 7],
  ]),
})
const { status, steps } = await engine.run({ select: ['bottles_counted', 'bottles_reported'] })
console.log(status, steps)
for (const { partition, status } of await store.ledger.checkResults({ status: ['passed', 'failed'] }))
  console.log(partition, status)
await store.close()
