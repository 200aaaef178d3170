import { closeSync, openSync, readFile, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { quickCall } from './file-calls.ts'
import { fileErrorCode, isGone } from './folder-errors.ts'

const readElsewhere = promisify(readFile)

/** Of files that are larger, the reading itself takes so long that it is no matter where it is done. */
const SMALL_BYTES = 256 * 1024

/** Reads files whole; null where there is none. */
export type FileReader = (path: string) => Promise<Uint8Array | null>

/** Most files that are read are small, and in the memory of the system already. */
export function createFileReader(): FileReader {
  let block: Uint8Array | null = null
  const readSmall = quickCall((path: string): Uint8Array | null | 'large' => {
    block ??= new Uint8Array(SMALL_BYTES)
    const sizeBytes = readHere(path, block)
    if (sizeBytes === null) return null
    return sizeBytes < SMALL_BYTES ? block.slice(0, sizeBytes) : 'large'
  }, readThere)
  return async (path) => {
    const read = await readSmall(path)
    return read === 'large' ? readThere(path) : read
  }
}

/** Fills the block from the start of a file; how much of it, or null when there is no file. */
function readHere(path: string, block: Uint8Array): number | null {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    // Less than was asked for is all that there is.
    return readSync(file, block, 0, block.length, null)
  } catch (error) {
    if (isNoFile(error)) return null
    throw error
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

async function readThere(path: string): Promise<Uint8Array | null> {
  try {
    const { buffer, byteOffset, length } = await readElsewhere(path)
    return new Uint8Array(buffer as ArrayBuffer, byteOffset, length)
  } catch (error) {
    if (isNoFile(error)) return null
    throw error
  }
}

function isNoFile(error: unknown): boolean {
  return isGone(error) || fileErrorCode(error) === 'EISDIR'
}
