import { type FileHandle, mkdir, open, rename, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { TtbError } from '@ttb/utils'
import { type Body, blocksOf } from './byte-stream.ts'
import { fileErrorCode, folderError, isGone } from './folder-errors.ts'

const WRITE_BLOCK_BYTES = 1_048_576
const READ_CHUNK_BYTES = 262_144
/** How often a folder may vanish under us before we give up. */
const PLACE_ATTEMPTS = 10

/** Writes a new file to the disk itself. Its time is unlike that of any other, so that it can tell contents apart. */
export async function writeNewFile(path: string, body: Body, signal: AbortSignal | undefined): Promise<void> {
  const handle = await openNew(path)
  try {
    for await (const block of blocksOf(body, WRITE_BLOCK_BYTES, signal)) await handle.writeFile(block)
    // The clock of a file system may stand still for milliseconds; the digits below are ours.
    const seconds = (Date.now() + Math.random()) / 1000
    await handle.utimes(seconds, seconds)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function openNew(path: string): Promise<FileHandle> {
  return open(path, 'wx').catch(async (error) => {
    if (!isGone(error)) throw error
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  })
}

/** Puts a file in its place, making folders on the way; others may remove empty folders at the same time. */
export async function placeFile(from: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, path)
    } catch (error) {
      if (attempt === PLACE_ATTEMPTS) throw error
      if (fileErrorCode(error) === 'ENOENT') await makeFolder(dirname(path))
      else if (!(await removeEmptyFolder(path))) throw error
    }
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Brings the entries of a folder to the disk, where the system lets us. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r').catch((error) => {
    // Removed since, because it is empty.
    if (isGone(error)) return null
    throw error
  })
  try {
    await handle?.sync()
  } finally {
    await handle?.close()
  }
}

/** Removes a folder if it is empty; whether it did. */
export async function removeEmptyFolder(path: string): Promise<boolean> {
  try {
    await rmdir(path)
    return true
  } catch (error) {
    if (fileErrorCode(error) !== undefined) return false
    throw error
  }
}

/** The bytes of an open file, which is closed at the end. Throws `storage_failed` if they are not as many as stated. */
export async function* fileChunks(
  handle: FileHandle,
  sizeBytes: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for (let offset = 0; offset < sizeBytes; ) {
      signal?.throwIfAborted()
      const chunk = new Uint8Array(Math.min(READ_CHUNK_BYTES, sizeBytes - offset))
      const { bytesRead } = await handle.read(chunk)
      if (bytesRead === 0) {
        const found = `file ends after ${offset} bytes; expected ${sizeBytes}`
        throw new TtbError(`${found}: something else writes in this folder`, { code: 'storage_failed' })
      }
      offset += bytesRead
      yield chunk.subarray(0, bytesRead)
    }
  } catch (error) {
    throw folderError('read on in a file', error)
  } finally {
    await handle.close()
  }
}
