import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Reply, type Script, type SeenRequest, startRegistry } from './fake-registry.ts'
import { attachmentError, PNG, unknownId } from './registry-pages.ts'

const ID = '24002001000001'
const OTHER_ID = '24002001000002'
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
  'base64',
)

/** A form in the shape of the registry's, of any TTB ID: the fixture of the page tests. */
const FORM = readFileSync(
  new URL('../../../utils/test/pages/certificate/label-divs/25076001000001.html', import.meta.url),
  'latin1',
)
const formOf = (ttbId: string) => Buffer.from(FORM.replaceAll('25076001000001', ttbId), 'latin1')

const idOf = ({ path }: SeenRequest) => /ttbid=(\d+)/.exec(path)?.[1]
const fileOf = ({ path }: SeenRequest) => new URL(path, 'http://x').searchParams.get('filename')

/** Answers as the registry does: images are those of the form that the session looked at last. */
function registry(overrides: (request: SeenRequest, number: number) => Reply | undefined = () => undefined): Script {
  const forms = new Map<string, string>()
  return (request, number) => {
    const other = overrides(request, number)
    if (other !== undefined) return other
    const ttbId = idOf(request)
    const session = request.cookie ?? `JSESSIONID=${number}`
    if (ttbId !== undefined) {
      forms.set(session, ttbId)
      return { headers: { 'set-cookie': `${session}; Path=/` }, body: formOf(ttbId) }
    }
    const held = forms.get(session)
    if (held === undefined || !request.referer?.endsWith(`ttbid=${held}`)) return attachmentError()
    return { body: fileOf(request)?.endsWith('.png') ? PNG : JPEG, headers: { 'content-type': 'text/plain' } }
  }
}

const asked = (seen: readonly SeenRequest[]) => seen.map((request) => idOf(request) ?? fileOf(request))

describe('label images', () => {
  it('come after their form, in its session, with a word of where from', async () => {
    const { client, seen, url } = await startRegistry(registry())
    const names = ['Label 1é & more.png', 'back.jpg']
    const { form, images } = await client().labelImages(ID, names)
    expect([form.outcome, form.extracted?.ttb_id]).toEqual(['found', ID])
    expect(images.map(({ filename, outcome, mediaType }) => [filename, outcome, mediaType])).toEqual([
      [names[0], 'found', 'image/png'],
      [names[1], 'found', 'image/jpeg'],
    ])
    expect(Buffer.from(images[0]!.body).equals(PNG)).toBe(true)
    expect(seen[1]).toMatchObject({
      path: '/colasonline/publicViewAttachment.do?filename=Label%201%C3%A9%20%26%20more.png&filetype=l',
      cookie: 'JSESSIONID=1',
      referer: `${url}/colasonline/viewColaDetails.do?action=publicFormDisplay&ttbid=${ID}`,
    })
    expect(images.map(({ attempts }) => attempts.length)).toEqual([1, 1])
    expect(images.map(({ attempt }) => attempt)).toEqual([2, 3])
  })

  it('of two records are never asked for in turn', async () => {
    const { client, seen } = await startRegistry(registry())
    const registryClient = client()
    await Promise.all([
      registryClient.labelImages(ID, ['a.png', 'b.png']),
      registryClient.labelImages(OTHER_ID, ['c.png']),
    ])
    expect(asked(seen)).toEqual([ID, 'a.png', 'b.png', OTHER_ID, 'c.png'])
  })

  it('are not asked for when there is no form', async () => {
    const { client, seen } = await startRegistry([unknownId()])
    const { form, images } = await client().labelImages(ID, ['a.png'])
    expect([form.outcome, images]).toEqual(['not_found', []])
    expect(seen).toHaveLength(1)
  })

  it('are asked for again after the form, in a new session, when the session has lost it', async () => {
    const { client, seen } = await startRegistry(
      registry((_, number) => (number === 3 ? attachmentError() : undefined)),
    )
    const { images } = await client().labelImages(ID, ['a.png', 'b.png', 'c.jpg'])
    expect(images.map(({ outcome }) => outcome)).toEqual(['found', 'found', 'found'])
    expect(asked(seen)).toEqual([ID, 'a.png', 'b.png', ID, 'b.png', 'c.jpg'])
    expect(seen.map(({ cookie }) => cookie).slice(2)).toEqual([
      'JSESSIONID=1',
      undefined,
      'JSESSIONID=4',
      'JSESSIONID=4',
    ])
    expect(images[1]!.attempts.map(({ outcome }) => outcome)).toEqual(['session_expired', 'found', 'found'])
  })

  it('that cannot be had are given up after a few sessions, and the next one is asked for', async () => {
    const { client } = await startRegistry(
      registry((request) => (fileOf(request) === 'lost.png' ? attachmentError() : undefined)),
    )
    const { images } = await client().labelImages(ID, ['lost.png', 'b.png'])
    expect(images.map(({ outcome, mediaType }) => [outcome, mediaType])).toEqual([
      ['session_expired', null],
      ['found', 'image/png'],
    ])
    expect(images[0]!.attempts.length).toBeLessThanOrEqual(7)
  })

  it('are what their first bytes are: a page is none', async () => {
    const { client } = await startRegistry(
      registry((request) => (fileOf(request) === 'a.jpg' ? '<html><title>x</title><body>y</body></html>' : undefined)),
    )
    const { images } = await client().labelImages(ID, ['a.jpg'])
    expect(images).toMatchObject([{ outcome: 'unexpected', mediaType: null, filename: 'a.jpg' }])
  })

  it('of the form of another record are not asked for', async () => {
    const { client, seen } = await startRegistry(registry((request) => (idOf(request) ? formOf(OTHER_ID) : undefined)))
    const { form, images } = await client().labelImages(ID, ['a.png'])
    expect([form.outcome, images]).toEqual(['wrong_record', []])
    expect(asked(seen)).toEqual([ID, ID])
  })
})
