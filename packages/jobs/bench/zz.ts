import { assetsWith } from '@ttb/assets/definitions'
import { dailyPartitions, multiPartitions, staticPartitions } from '@ttb/config'
import { openStateStore, systemClock } from '@ttb/resources'
import { definitions } from '../src/definitions/definitions.ts'
import { createEngine } from '../src/run/engine.ts'
const partitions = multiPartitions([dailyPartitions({ start: '2014-01-01', end: '2024-12-14', clock: systemClock }), staticPartitions(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], { dim: 'm' })])
console.log(partitions.count())
const asset = assetsWith<undefined>()
const assets = Array.from({ length: 4 }, (_, at) => asset<string>({ group: 'g', doc: 'd', codeVersion: '1', partitions, key: `asset_${at}`, deps: at === 0 ? [] : [{ asset: `asset_${at - 1}` }], materialize: async () => ({}) }))
const store = openStateStore(':memory:')
const engine = createEngine({ definitions: definitions({ assets }), ledger: store.ledger, clock: systemClock, resources: undefined })
for (let n = 0; n < 4; n++) { const c = process.cpuUsage(); await engine.plan({ select: assets.map(({ key }) => key) }); console.log(process.cpuUsage(c).user / 1000) }
for (let a = 0; a < 4; a++) for (let i = 0; i < partitions.count(); i++) await store.ledger.report({ asset: `asset_${a}`, partition: partitions.keyAt(i), dataVersion: 'v' + i, codeVersion: '1', inputVersions: a === 0 ? '[]' : JSON.stringify([[`asset_${a - 1}`, 'v' + i]]), gatedBy: null, runId: 'r', metadata: {} }, [], 1)
for (let n = 0; n < 4; n++) { const c = process.cpuUsage(); const p = await engine.plan({ select: assets.map(({ key }) => key) }); console.log(p.units.length, process.cpuUsage(c).user / 1000) }
