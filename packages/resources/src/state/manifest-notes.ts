import type { StateDatabase } from './sql-connection.ts'

export const MANIFEST_NOTES_SQL = `
  CREATE TABLE manifest_notes (
    folder TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    partition TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    counts TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** What the manifest in a folder said when it was last read. */
export interface ManifestNote {
  readonly folder: string
  /** How the store marked what was read; as long as it marks the manifest so, the note says what the manifest says. */
  readonly etag: string
  readonly partition: string
  readonly fingerprint: string
  readonly counts: Readonly<Record<string, number>>
}

/** What is known of manifests that a listing shows, so that only those are read that changed. Without notes all are read. */
export interface ManifestNotes {
  /** Of the folders whose keys begin with a prefix, in no particular order. */
  manifestNotes(prefix: string): Promise<readonly ManifestNote[]>
  /** Takes the place of what was noted of these folders. */
  noteManifests(notes: readonly ManifestNote[]): Promise<void>
}

export function createManifestNotes(database: StateDatabase): ManifestNotes {
  return {
    async manifestNotes(prefix) {
      const rows = database.all<Omit<ManifestNote, 'counts'> & { readonly counts: string }>(
        `SELECT folder, etag, partition, fingerprint, counts FROM manifest_notes
         WHERE folder BETWEEN :prefix AND :prefix || char(0x10ffff)`,
        { prefix },
      )
      return rows.map((row) => ({ ...row, counts: JSON.parse(row.counts) as ManifestNote['counts'] }))
    },
    async noteManifests(notes) {
      database.transaction(() => {
        for (const { folder, etag, partition, fingerprint, counts } of notes)
          database.run(
            `INSERT OR REPLACE INTO manifest_notes (folder, etag, partition, fingerprint, counts)
             VALUES (:folder, :etag, :partition, :fingerprint, :counts)`,
            { folder, etag, partition, fingerprint, counts: JSON.stringify(counts) },
          )
      })
    },
  }
}
