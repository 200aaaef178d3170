import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { createRandom, createRecordMaker, renderCertificate } from '@ttb/registry-simulator'
import { openSqlSession, openStorage } from '@ttb/resources'
import { COLA, defineRecord, describeRecord, label } from '@ttb/utils/records'
import { expect, it } from 'vitest'
import { adoptPage, listRawPartitions, pageTables, processPartition } from '../src/index.ts'

it('a field is one row: from there to the Parquet file and the data dictionary', async () => {
  const record = defineRecord({
    ...COLA,
    key: ['ttb_id'],
    fields: {
      ...COLA.fields,
      bottler_name: {
        type: 'text',
        fillRate: 0.1,
        doc: 'Bottler named on the form.',
        from: { certificate: label('NAME OF BOTTLER') },
      },
    },
  })
  const { certificate } = createRecordMaker(createRandom(9))({ receivedDate: '2025-03-17', sequence: 1 })
  const html = renderCertificate(certificate).replace(
    '<div class="boldlabel">6. BRAND NAME',
    '<div class="label">21. NAME OF BOTTLER</div><div class="data">ACME &amp; SONS</div><div class="boldlabel">6. BRAND NAME',
  )

  const folder = mkdtempSync(join(tmpdir(), 'ttb-one-row-'))
  try {
    const storage = openStorage(loadConfig({ overrides: { data: folder } }).config)
    await adoptPage(storage, { path: 'page.html', bytes: Buffer.from(html, 'latin1') })
    for await (const raw of listRawPartitions(storage)) {
      const { manifest } = await processPartition(storage, raw, { record })
      const files = [await storage.localFile(manifest.tables['certificate']?.key as string)]
      const session = await openSqlSession([{ record: pageTables(record).certificate, files }])
      expect((await session.query(`select bottler_name, brand_name from read_parquet('${files[0]}')`)).rows).toEqual([
        ['ACME & SONS', certificate.brand_name],
      ])
      expect((await session.query('select bottler_name from certificate')).rows).toEqual([['ACME & SONS']])
      session.close()
      expect(manifest.counts['issues']).toBe(0)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  expect(describeRecord(record)).toContain(
    '| `bottler_name` | text | Bottler named on the form. | certificate: "NAME OF BOTTLER" |',
  )
})
