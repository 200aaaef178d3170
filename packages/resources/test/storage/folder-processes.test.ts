import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createFolderStore } from '../../src/storage/folder-store.ts'
import { temporaryFolder } from './temporary-folder.ts'

const PROGRAM = fileURLToPath(new URL('folder-process.ts', import.meta.url))
const root = temporaryFolder()
const KILLS = 50
const AT_ONCE = 5

function start(...args: readonly string[]) {
  const options = ['--import', 'tsx', '--conditions', '@ttb/source', PROGRAM, ...args]
  const child: ChildProcess = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complaint] = ['', '']
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child,
    ended,
    lines: () => said.split('\n').filter((line) => line !== ''),
    complaint: () => complaint,
    async started() {
      while (!said.includes('started') && child.exitCode === null) await sleep(10)
    },
  }
}

describe('folder store of several processes', () => {
  it('has one winner for every object they all want to make', async () => {
    const folder = join(root, 'race')
    const racers = ['a', 'b', 'c', 'd'].map((name) => start(folder, 'race', name))
    await Promise.all(racers.map(({ ended }) => ended))
    expect(racers.map(({ complaint }) => complaint())).toEqual(['', '', '', ''])
    const wins = racers.flatMap(({ lines }) => lines())
    expect(wins).toHaveLength(60)
    expect(new Set(wins).size).toBe(60)
  })

  it(`keeps every object whole when ${KILLS} of them are killed at any moment`, async () => {
    const folder = join(root, 'killed')
    const store = createFolderStore({ folder })
    let counted = 0
    for (let killed = 0; killed < KILLS; killed += AT_ONCE) {
      const writers = Array.from({ length: AT_ONCE }, () => start(folder, 'write'))
      await Promise.all(
        writers.map(async ({ child, ended, started }) => {
          await started()
          await sleep(Math.random() * 200)
          child.kill('SIGKILL')
          await ended
        }),
      )
      expect(writers.map(({ complaint }) => complaint()).join('')).toBe('')
      counted += writers.flatMap(({ lines }) => lines()).filter((line) => line === 'counted').length
      for await (const { key, sizeBytes } of store.list('')) {
        const bytes = await store.readBytes(key)
        expect(bytes, key).toHaveLength(sizeBytes)
        if (key === 'counter') continue
        expect(key).toMatch(/^objects\/\d\/\d+\.bin$/)
        const seal = createHash('sha256').update(bytes!.subarray(32)).digest()
        expect(Buffer.compare(seal, bytes!.subarray(0, 32)), key).toBe(0)
      }
    }
    // No step was lost; some were made by a process that was killed before it could tell.
    const total = Number(new TextDecoder().decode((await store.readBytes('counter'))!))
    expect(total).toBeGreaterThanOrEqual(counted)
    expect(total).toBeLessThanOrEqual(counted + KILLS)

    const leftovers = async () =>
      (await Promise.all(['writing', 'locks'].map((name) => readdir(join(folder, '.tmp', name))))).flat()
    await store.collectLeftovers({ olderThanMs: 0 })
    expect(await leftovers()).toEqual([])
  }, 240_000)
})
