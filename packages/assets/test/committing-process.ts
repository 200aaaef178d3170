// Commits every partition of a folder again and again, each time with other rows, until it is killed: `<folder>`.
import { loadConfig } from '@ttb/config'
import { openStorage } from '@ttb/resources'
import { COLA } from '@ttb/utils/records'
import { listRawPartitions, processPartition } from '../src/index.ts'

const storage = openStorage(loadConfig({ overrides: { data: process.argv[2] } }).config)
process.stdout.write('ready\n')
for (let round = 0; ; round++) {
  // Another description is another version of the rules, so the files get other names.
  const record = { ...COLA, doc: `${COLA.doc} ${process.pid} ${round}` }
  for await (const raw of listRawPartitions(storage)) await processPartition(storage, raw, { record, force: true })
}
