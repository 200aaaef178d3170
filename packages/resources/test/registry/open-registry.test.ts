import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { expect, it } from 'vitest'
import { openRegistry } from '../../src/registry/open-registry.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { startRegistry } from './fake-registry.ts'
import { detailPage } from './registry-pages.ts'

const folder = temporaryFolder()
const settings = (overrides: Record<string, unknown>) =>
  loadConfig({ overrides: { stateFile: join(folder, 'state.db'), ...overrides } }).config

it('a registry opened by the settings is asked at their pace, with a state that outlives it', async () => {
  const { url, clock, seen } = await startRegistry([detailPage('24002001000001')])
  const config = settings({ registryUrl: url, requestIntervalMs: 2000, contact: 'me@example.org' })
  for (let opening = 0; opening < 2; opening++) {
    const { client, state, close } = openRegistry(config, { clock })
    expect((await client.page('cola-detail', '24002001000001')).outcome).toBe('found')
    expect(state.location).toBe(config.stateFile)
    await close()
  }
  expect(seen[1]!.atMs - seen[0]!.atMs).toBe(2000)
})

it.each([
  [{}, /^ttbonline\.gov is not on this machine; expected live: true/],
  [{ live: true }, /^no contact for ttbonline\.gov: expected the setting contact \(TTB_CONTACT\) to be /],
])('the public registry of the defaults is not opened with %j and without a contact', (options, message) => {
  expect(() => openRegistry(settings({}), options)).toThrow(message)
})

it.each([{ contact: 'me@example.org' }, { userAgent: 'our-mirror/2 (+https://example.org/mirror)' }])(
  'the public registry may be opened on purpose with %j; nothing is sent by that',
  async (overrides) => {
    await openRegistry(settings(overrides), { live: true }).close()
  },
)
