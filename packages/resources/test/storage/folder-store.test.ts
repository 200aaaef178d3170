import { createHash } from 'node:crypto'
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFolderStore } from '../../src/storage/folder-store.ts'
import { processIdentity } from '../../src/storage/process-identity.ts'
import { listKeys, streamOf, textBytes } from '../../src/testing/contract-case.ts'
import { storeContract } from '../../src/testing/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const root = temporaryFolder()
let stores = 0
const makeStore = () => createFolderStore({ folder: join(root, String(++stores)) })

storeContract('folder store', makeStore, { describe, it, lacks: ['keyBelowKey'] })

describe('folder store on its own', () => {
  it('keeps plain keys as they are, for programs that read files', async () => {
    const store = makeStore()
    await store.write('2-ttb/date=2024-01-02/part 1.parquet', textBytes('x'))
    expect(store.filePath('2-ttb/date=2024-01-02/part 1.parquet')).toBe(
      join(store.location, '2-ttb/date=2024-01-02/part 1.parquet'),
    )
    expect(await readdir(join(store.location, '2-ttb/date=2024-01-02'))).toEqual(['part 1.parquet'])
    expect(() => store.filePath('../out')).toThrow('not an object key')
  })

  it('says why an object cannot be a folder of others too', async () => {
    const store = makeStore()
    await store.write('a/b', textBytes('x'))
    const refused = { code: 'invalid_argument', message: expect.stringContaining('no object to be also a folder') }
    await expect(store.write('a', textBytes('y'))).rejects.toMatchObject(refused)
    await expect(store.write('a/b/c', textBytes('y'))).rejects.toMatchObject(refused)
    await expect(store.write('n'.repeat(256), textBytes('y'))).rejects.toMatchObject({ code: 'invalid_argument' })
    expect(await listKeys(store, '')).toEqual(['a/b'])
    expect(await readdir(join(store.location, '.tmp', 'writing'))).toEqual([])
  })

  it('writes where a killed process left an empty folder', async () => {
    const store = makeStore()
    await mkdir(join(store.location, 'a'), { recursive: true })
    await store.write('a', textBytes('x'))
    expect(await store.readBytes('a')).toEqual(textBytes('x'))
  })

  it('leaves no temporary file of writes that failed', async () => {
    const store = makeStore()
    const failing = async function* () {
      yield textBytes('some')
      throw new Error('the source broke')
    }
    await expect(store.write('key', failing())).rejects.toThrow('the source broke')
    await store.write('key', textBytes('x'))
    await expect(store.write('key', streamOf(textBytes('y'), 1), { condition: { ifAbsent: true } })).rejects.toThrow()
    expect(await readdir(join(store.location, '.tmp', 'writing'))).toEqual([])
    expect(await readdir(join(store.location, '.tmp', 'locks'))).toEqual([])
  })

  it('has another etag for every content, even where the clock stands still or goes back', async () => {
    const store = makeStore()
    const etags = new Set<string>()
    for (let index = 0; index < 200; index++) etags.add((await store.write('key', textBytes(`${index % 2}`))).etag)
    expect(etags.size).toBe(200)
    const later = new Date('2100-01-01T00:00:00Z')
    await utimes(store.filePath('key'), later, later)
    const { etag } = (await store.head('key'))!
    const written = await store.write('key', textBytes('0'))
    expect(written.etag).not.toBe(etag)
    expect(Date.parse(written.modifiedAt)).toBeGreaterThanOrEqual(later.getTime())
  })

  it('takes over the lock of a process that is no more', async () => {
    const store = makeStore()
    await store.write('key', textBytes('old'))
    const locks = join(store.location, '.tmp', 'locks')
    const lock = createHash('sha256').update('key').digest('hex').slice(0, 32)
    const [host, pid] = processIdentity().split('.')
    // The same number, but of a process that began at another time; and a number beyond any.
    for (const owner of [`${host}.${pid}.1`, `${host}.999999999.1`]) {
      await symlink(owner, join(locks, lock))
      // As a file, where there are no links; and of one who was killed while he removed the other.
      await writeFile(join(locks, `${lock}.dead`), owner)
      await Promise.all(['a', 'b', 'c'].map((text) => store.write('key', textBytes(text))))
      expect(await readdir(locks)).toEqual([])
    }
  })

  it('collects what killed processes left, and nothing that is being written', async () => {
    const store = makeStore()
    await store.write('key', textBytes('x'))
    const writing = join(store.location, '.tmp', 'writing')
    const [host] = processIdentity().split('.')
    const [dead, alive, elsewhere] = [`${host}.999999999.1.x`, `${processIdentity()}.x`, 'other.1.1.x']
    for (const name of [dead, alive, elsewhere]) await writeFile(join(writing, name), 'half')
    expect(await store.collectLeftovers({ olderThanMs: 60_000 })).toBe(0)
    expect(await store.collectLeftovers({ olderThanMs: 0 })).toBe(1)
    const old = new Date(Date.now() - 3_600_000)
    await utimes(join(writing, elsewhere), old, old)
    expect(await store.collectLeftovers({ olderThanMs: 60_000 })).toBe(1)
    expect(await readdir(writing)).toEqual([alive])
    expect(await listKeys(store, '')).toEqual(['key'])
  })

  it('follows links, and speaks up about files it cannot name', async () => {
    const store = makeStore()
    await store.write('a/key', textBytes('x'))
    await symlink(join(store.location, 'a'), join(store.location, 'b'))
    await symlink(join(store.location, 'nowhere'), join(store.location, 'c'))
    expect(await listKeys(store, '')).toEqual(['a/key', 'b/key'])
    await writeFile(join(store.location, 'what?'), '')
    await expect(listKeys(store, '')).rejects.toMatchObject({ code: 'storage_failed', retryable: false })
    expect(await listKeys(store, 'a/')).toEqual(['a/key'])
  })
})
