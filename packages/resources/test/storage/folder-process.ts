/** A process that writes in a folder store, for tests that start several and kill some: `<folder> <task> <name>`. */
import { createHash } from 'node:crypto'
import { createFolderStore } from '../../src/storage/folder-store.ts'
import { sampleBytes, streamOf, textBytes } from '../../src/testing/contract-case.ts'

const [folder = '', task = '', name = ''] = process.argv.slice(2)
const store = createFolderStore({ folder })

/** Bytes that tell whether they are whole: a hash, and what it is of. */
function sealedBytes(sizeBytes: number): Uint8Array {
  const content = sampleBytes(sizeBytes, Math.floor(Math.random() * 1e9))
  return Buffer.concat([createHash('sha256').update(content).digest(), content])
}

async function isConflict(write: Promise<unknown>): Promise<boolean> {
  return write.then(
    () => false,
    (error: { readonly code?: string }) => {
      if (error.code === 'conflict') return true
      throw error
    },
  )
}

/** Says `counted` after each step, when it is certain. */
async function count(): Promise<void> {
  const stored = await store.head('counter')
  if (!stored) return void (await isConflict(store.write('counter', textBytes('0'), { condition: { ifAbsent: true } })))
  const bytes = await store.readBytes('counter')
  const next = textBytes(String(Number(new TextDecoder().decode(bytes!)) + 1))
  const lost = await isConflict(store.write('counter', next, { condition: { ifEtag: stored.etag } }))
  if (!lost) process.stdout.write('counted\n')
}

if (task === 'race') {
  for (let index = 0; index < 60; index++) {
    const write = store.write(`race/${index}`, textBytes(name), { condition: { ifAbsent: true } })
    if (!(await isConflict(write))) process.stdout.write(`won ${index}\n`)
  }
} else {
  for (let index = 0; ; index++) {
    const bytes = sealedBytes(index % 10 === 0 ? 2_000_000 : Math.floor(Math.random() * 50_000))
    await store.write(`objects/${index % 7}/${index % 30}.bin`, index % 2 === 0 ? bytes : streamOf(bytes, 7_000))
    await count()
    if (index % 5 === 4) await store.remove([`objects/${index % 7}/${(index - 3) % 30}.bin`])
    if (index === 0) process.stdout.write('started\n')
  }
}
