import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extract_zip_code as zipOf } from '@ttb/legacy-defs/ttb_transformations'
import { cleanRow } from '../src/clean-row.ts'
import isRecord from '../src/is-record.cjs'
import { requests } from '../src/requests.ts'

test('a row is cleaned', () => {
  const address = '12345 MAIN ST, TOWN CA 90210'
  assert.deepEqual(cleanRow([' A &amp; B ', '(415) 555-1212', address, '12.34', '01/02/2024']), {
    name: 'A & B',
    phone: '+14155551212',
    zip: zipOf(address),
    price: 12.3,
    day: '2024-01-02',
  })
})

test('requests name jobs and assets', () => {
  assert.deepEqual(requests, [
    { job: 'ttb_raw_pipeline' },
    { select: ['ttb_raw_data', 'my_own_asset'] },
    { select: ['ttb_raw_data', 'ttb_extracted_data', 'ttb_cleaned_data', 'ttb_structured_data'] },
  ])
})

test('a page that is none is no record', () => {
  assert.equal(isRecord('24045001000976', '<html>nothing</html>'), false)
})
