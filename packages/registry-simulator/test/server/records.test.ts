import { createHash } from 'node:crypto'
import { listClassTypes, listOrigins } from '@ttb/transformations/codes'
import { readAnswer } from '@ttb/utils/pages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLASS_TYPES, type ExpectedRecord, ORIGINS } from '../../src/index.ts'
import { attachmentPath, detailPath, formPath, startVisit, type Visitor } from './visit.ts'

let visitor: Visitor
let records: ExpectedRecord[]
beforeAll(async () => {
  visitor = await startVisit()
  records = [...visitor.simulator.answerKey().records()]
})
afterAll(() => visitor.close())

const withImages = (count: number) =>
  records.filter(({ certificate }) => (certificate?.label_images.length ?? 0) >= count) as [
    ExpectedRecord,
    ExpectedRecord,
  ]
const filenamesOf = ({ certificate }: ExpectedRecord) =>
  (certificate?.label_images ?? []).map(({ filename }) => filename as string)
const refererOf = ({ ttb_id }: ExpectedRecord) => ({
  Referer: `${visitor.simulator.url}/colasonline/${formPath(ttb_id)}`,
})
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('the pages of a record', () => {
  it('say of every record what the answer key says', async () => {
    expect(records.length).toBeGreaterThan(300)
    for (const { ttb_id, detail, certificate } of records) {
      const page = readAnswer(await visitor.get(detailPath(ttb_id)), { as: 'cola-detail', ttbId: ttb_id })
      expect([page.outcome, page.issues, page.values]).toEqual(['found', [], detail])
      const form = readAnswer(await visitor.get(formPath(ttb_id)), { as: 'certificate', ttbId: ttb_id })
      expect([form.outcome, form.values]).toEqual(certificate ? ['found', certificate] : ['not_found', {}])
    }
  })

  it('are the same whichever search they are opened from', async () => {
    const { ttb_id } = records[0] as ExpectedRecord
    const basic = await visitor.get(detailPath(ttb_id))
    const advanced = await visitor.get(detailPath(ttb_id).replace('SearchBasic', 'SearchAdvanced'))
    expect(advanced.text).toBe(basic.text)
  })

  it('agree with each other but for the conflicts of the key', () => {
    const shared = (record: ExpectedRecord) => {
      const { detail, certificate, conflicts } = record
      return Object.entries(certificate ?? {})
        .filter(([name]) => name in detail && !conflicts.some(({ field }) => field === name))
        .filter(([name, value]) => JSON.stringify(detail[name as keyof typeof detail]) !== JSON.stringify(value))
    }
    expect(records.flatMap(shared)).toEqual([])
    const conflicts = records.flatMap((record) => record.conflicts)
    expect(conflicts.length).toBeGreaterThan(0)
    for (const { detail, certificate } of conflicts) expect(detail).not.toBe(certificate)
  })

  it('exist only for what is visible: anything else is the error page with HTTP status 200', async () => {
    for (const id of ['25999001000001', '25062001999999', 'x', '']) {
      const page = await visitor.get(detailPath(id))
      expect([id, page.status, readAnswer(page, { as: 'cola-detail' }).outcome]).toEqual([id, 200, 'not_found'])
    }
  })

  it('come in windows-1252, declared as ISO-8859-1', async () => {
    const { ttb_id } = records.find(({ detail }) => detail.brand_name?.includes('Œ')) as ExpectedRecord
    const page = await visitor.get(detailPath(ttb_id))
    expect(page.contentType).toBe('text/html;charset=ISO-8859-1')
    expect([...page.body].includes(0x8c)).toBe(true)
  })
})

describe('paper applications', () => {
  it('have a detail page and a scan, no form', async () => {
    const paper = records.filter(({ has_scan }) => has_scan)
    expect(paper.length).toBeGreaterThan(0)
    for (const { ttb_id, certificate } of paper) {
      expect([certificate, ttb_id.slice(5, 8) === '001']).toEqual([null, false])
      const scan = await visitor.get(`publicViewImage.do?id=${ttb_id}`)
      expect(readAnswer(scan, { as: 'image' })).toMatchObject({ outcome: 'found', image: { mediaType: 'image/jpeg' } })
    }
  })
  it('of before 1999 have their data only, under short IDs too', async () => {
    const old = records.filter(({ ttb_id }) => ttb_id.length < 14)
    expect(old.length).toBe(2)
    for (const { ttb_id } of old) {
      expect(readAnswer(await visitor.get(detailPath(ttb_id)), { as: 'cola-detail' }).outcome).toBe('found')
      const scan = await visitor.get(`publicViewImage.do?id=${ttb_id}`)
      expect([scan.status, readAnswer(scan, { as: 'image' }).outcome]).not.toContain('found')
    }
  })
})

describe('label images', () => {
  it('are served in the session that looked at their form, with a referer, as the key has them', async () => {
    const kinds = new Set<string>()
    for (const record of withImages(1).slice(0, 60)) {
      await visitor.get(formPath(record.ttb_id))
      for (const expected of visitor.simulator.answerKey().images(record.ttb_id)) {
        const answer = await visitor.get(attachmentPath(expected.filename), refererOf(record))
        expect(answer.contentType).toBe(expected.media_type)
        expect([answer.body.length, sha256(answer.body)]).toEqual([expected.size_bytes, expected.sha256])
        expect(readAnswer(answer, { as: 'image' }).image?.mediaType).toBe(expected.media_type)
        kinds.add(expected.media_type)
      }
    }
    expect([...kinds].sort()).toEqual(['image/jpeg', 'image/png'])
  })

  it('are all different', () => {
    const hashes = withImages(1).flatMap(({ ttb_id }) =>
      visitor.simulator
        .answerKey()
        .images(ttb_id)
        .map((image) => image.sha256),
    )
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('are found by names that were sent in windows-1252, and with plus signs for spaces', async () => {
    const record = records.find((one) => filenamesOf(one)[0]?.includes('É')) as ExpectedRecord
    await visitor.get(formPath(record.ttb_id))
    const [expected] = visitor.simulator.answerKey().images(record.ttb_id)
    const sent = encodeURIComponent(expected?.filename ?? '')
      .replace('%C3%89', '%C9')
      .replaceAll('%20', '+')
    const answer = await visitor.get(`publicViewAttachment.do?filename=${sent}&filetype=l`, refererOf(record))
    expect(sha256(answer.body)).toBe(expected?.sha256)
  })

  it('are those of the form looked at last, whichever name is asked for', async () => {
    const [one, other] = withImages(1)
    await visitor.get(formPath(one.ttb_id))
    await visitor.get(formPath(other.ttb_id))
    const answer = await visitor.get(attachmentPath(filenamesOf(one)[0] as string), refererOf(one))
    expect(sha256(answer.body)).toBe(visitor.simulator.answerKey().images(other.ttb_id)[0]?.sha256)
  })

  it('are refused with HTTP status 200 without a session, a form or a referer', async () => {
    const [record] = withImages(1)
    const path = attachmentPath(filenamesOf(record)[0] as string)
    const refused = async (headers: Record<string, string>) => {
      const answer = await visitor.get(path, headers)
      expect(answer.status).toBe(200)
      return readAnswer(answer, { as: 'image' }).outcome
    }
    visitor.cookie = ''
    expect(await refused(refererOf(record))).toBe('session_expired')
    await visitor.get('publicSearchColasBasic.do')
    expect(await refused(refererOf(record))).toBe('session_expired')
    await visitor.get(formPath(record.ttb_id))
    expect(await refused({})).toBe('session_expired')
    await visitor.clock.sleep(1_200_001)
    expect(await refused(refererOf(record))).toBe('session_expired')
  })

  it('are refused, by ending the connection, to what sends no Accept header', async () => {
    const { request } = await import('node:http')
    const answer = new Promise((resolve, reject) => {
      request(`${visitor.simulator.url}/colasonline/${attachmentPath('x.jpg')}`)
        .on('response', resolve)
        .on('error', reject)
        .end()
    })
    await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('other addresses', () => {
  it.each([
    ['class-type', 'lookupProductClassTypeCode.do?action=search&display=all', listClassTypes(), CLASS_TYPES],
    ['origin', 'lookupOriginCode.do?action=search&display=all', listOrigins(), ORIGINS],
  ] as const)('the list of %s codes has every code of the registry once, in order', async (list, path, all, used) => {
    const answer = readAnswer(await visitor.get(path), { as: list })
    expect([answer.outcome, answer.issues]).toEqual(['found', []])
    const codes = answer.rows.map(({ code }) => code)
    expect(codes).toEqual([...new Set(codes)].sort())
    // Several spaces are shown as one.
    const wanted = all.map(({ code, description }) => ({ code, description: description?.replace(/ +/g, ' ') ?? null }))
    expect(answer.rows).toHaveLength(wanted.length)
    expect(answer.rows).toEqual(expect.arrayContaining(wanted))
    expect(codes).toEqual(expect.arrayContaining(used.map(({ code }) => code)))
  })
  it('the signature of a form is an image', async () => {
    expect(readAnswer(await visitor.get('publicViewSignature.do?ttbid=1'), { as: 'image' }).outcome).toBe('found')
  })
  it('any other path gives an empty frame with HTTP status 200', async () => {
    const answer = await visitor.get('noSuchPage.do')
    expect([answer.status, readAnswer(answer, { as: 'cola-detail' }).outcome]).toEqual([200, 'unexpected'])
  })
  it('robots.txt is served to nobody', async () => {
    await expect(fetch(`${visitor.simulator.url}/robots.txt`)).rejects.toThrow()
  })
})
