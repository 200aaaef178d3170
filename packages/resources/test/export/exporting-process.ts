import { defineRecord } from '@ttb/utils/records'
import { exportToPostgres } from '../../src/index.ts'

// Exports the file of the first argument to the database of the second, and so gives a test something to kill.
const [, , file = '', connectionString = ''] = process.argv
const record = defineRecord({
  name: 'labels',
  doc: 'Labels.',
  key: ['id'],
  fields: { id: { type: 'integer', cardinality: 'required', doc: 'Key.' }, name: { type: 'text', doc: 'Name.' } },
})
process.send?.('started')
await exportToPostgres([{ record, files: [file] }], { connectionString })
process.send?.('done')
