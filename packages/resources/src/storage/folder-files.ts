import { closeSync, fsync, futimesSync, openSync, writeFile, writeSync } from 'node:fs'
import { type FileHandle, mkdir, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { TtbError } from '@ttb/utils'
import { type Body, blocksOf } from './byte-stream.ts'
import { moveFile } from './file-calls.ts'
import { fileErrorCode, folderError, isGone } from './folder-errors.ts'

const WRITE_BLOCK_BYTES = 1_048_576
/** So much the system takes into its memory at once; of more it may wait until some is on the disk. */
const SMALL_BLOCK_BYTES = 262_144
const READ_CHUNK_BYTES = 262_144
/** How often a folder may vanish under us before we give up. */
const PLACE_ATTEMPTS = 10

const syncThere = promisify(fsync)
const writeThere = promisify(writeFile)

/**
 * Writes a new file to the disk itself. Its time is unlike that of any other, so that it can tell contents apart. Only what
 * may have to wait for the disk is left to other threads.
 */
export async function writeNewFile(path: string, body: Body, signal: AbortSignal | undefined): Promise<void> {
  const file = await openNew(path)
  try {
    for await (const block of blocksOf(body, WRITE_BLOCK_BYTES, signal)) {
      if (block.length > SMALL_BLOCK_BYTES) await writeThere(file, block)
      else for (let from = 0; from < block.length; ) from += writeSync(file, block, from)
    }
    // The clock of a file system may stand still for milliseconds; the digits below are ours.
    const seconds = (Date.now() + Math.random()) / 1000
    futimesSync(file, seconds, seconds)
    await syncThere(file)
  } finally {
    closeSync(file)
  }
}

async function openNew(path: string): Promise<number> {
  try {
    return openSync(path, 'wx')
  } catch (error) {
    if (!isGone(error)) throw error
    await mkdir(dirname(path), { recursive: true })
    return openSync(path, 'wx')
  }
}

/** Puts a file in its place, making folders on the way; others may remove empty folders at the same time. */
export async function placeFile(from: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await moveFile(from, path)
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
  let folder: number
  try {
    folder = openSync(path, 'r')
  } catch (error) {
    // Removed since, because it is empty.
    if (isGone(error)) return
    throw error
  }
  try {
    await syncThere(folder)
  } finally {
    closeSync(folder)
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
