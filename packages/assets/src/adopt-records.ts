import { decodeForeignRows, type ObjectInfo, type ObjectStore, partitionOf, type Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { readListed } from './adopt-source.ts'
import type { OldFile } from './old-records/old-layouts.ts'
import { type OldRow, readOldRow, rowsOf } from './old-records/old-rows.ts'
import {
  decodeOldRecord,
  encodeOldRecord,
  type OldRecord,
  oldRecordHash,
  oldRecordKey,
  readOldRecordKey,
} from './old-records/stored-old-record.ts'
import type { RawNames } from './raw-names.ts'

/** The rows of a file of the earlier system. Throws `corrupt_data`, naming the file, when it cannot be read. */
export async function readOldFile(source: ObjectStore, object: ObjectInfo, file: OldFile): Promise<OldRow[]> {
  const content = await decodeForeignRows(await readListed(source, object), file.format, object.key)
  return rowsOf(content).map((row) => readOldRow(row, file, object.key))
}

/** An old record as this system stores it, from another store of its own. */
export async function readOwnOldRecord(source: ObjectStore, object: ObjectInfo): Promise<OldRecord> {
  return decodeOldRecord(await readListed(source, object), object.key)
}

/** `replaced`: not stored, because the page itself is there, and pages win. */
export interface PlacedRecord {
  readonly action: 'adopted' | 'present' | 'replaced'
  readonly key: string | null
}

/** Takes an old record into the raw store, untouched, unless its page is there or the same was stored before. */
export async function putOldRecord(
  { objects, paths }: Storage,
  names: RawNames,
  record: OldRecord,
  { dryRun = false } = {},
): Promise<PlacedRecord> {
  const { ttb_id: ttbId, page_kind: kind, stage } = record
  const partition = partitionOf(ttbId, kind)
  const held = await names.of(partition, ttbId)
  if (held.some(({ isPage }) => isPage)) return { action: 'replaced', key: null }
  const keys = new Set(held.map(({ key }) => key).filter((key) => readOldRecordKey(paths, key)?.stage === stage))
  const hash = oldRecordHash(record)
  for (let snapshot = 1; ; snapshot++) {
    const key = oldRecordKey(paths, { ttbId, kind, stage, snapshot })
    if (!keys.has(key)) {
      if (dryRun) return { action: 'adopted', key }
      try {
        const contentType = 'application/json'
        const condition = { ifAbsent: true } as const
        const { sizeBytes } = await objects.write(key, encodeOldRecord(record), { condition, contentType })
        await names.add(partition, ttbId, { key, sizeBytes, isPage: false })
        return { action: 'adopted', key }
      } catch (error) {
        if (!TtbError.isInstance(error) || error.code !== 'conflict') throw error
      }
    }
    const stored = await objects.readBytes(key)
    if (stored && oldRecordHash(decodeOldRecord(stored, key)) === hash) return { action: 'present', key }
  }
}
