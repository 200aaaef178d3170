import { COLA } from '@ttb/utils/records'
import { expect, it } from 'vitest'
import { openSqlSession } from '../src/index.ts'

it('a table without files has its columns and no rows', async () => {
  const session = await openSqlSession([{ record: COLA, files: [] }])
  expect(await session.query('select brand_name, approval_date, label_images from cola')).toMatchObject({
    types: ['VARCHAR', 'DATE', expect.stringContaining('STRUCT')],
    rows: [],
  })
  session.close()
})

it('a list of records is a view of its own, by the key of the table', async () => {
  const session = await openSqlSession([{ record: COLA, files: [] }])
  expect((await session.query('select * from cola_label_images')).columns.slice(0, 3)).toEqual([
    'ttb_id',
    'type',
    'width_inches',
  ])
  session.close()
})

it("a query that cannot be answered fails in DuckDB's words", async () => {
  const session = await openSqlSession([])
  await expect(session.query('select nothing from nowhere')).rejects.toMatchObject({
    code: 'query_failed',
    message: expect.stringContaining('nowhere'),
  })
  session.close()
})
