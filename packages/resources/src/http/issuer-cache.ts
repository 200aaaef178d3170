import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processIdentity } from '../storage/process-identity.ts'

/** Issuer certificates on disk, each in a file named by its SHA-256; a folder of null keeps nothing. */
export interface IssuerCache {
  /** Null when there is none, or what is there is no certificate of that hash. */
  read(sha256: string): X509Certificate | null
  write(certificate: X509Certificate): void
}

export function createIssuerCache(folder: string | null): IssuerCache {
  const pathOf = (sha256: string) => join(folder ?? '', `issuer-${sha256.replaceAll(':', '').toLowerCase()}.pem`)
  return {
    read(sha256) {
      if (folder === null) return null
      try {
        const certificate = new X509Certificate(readFileSync(pathOf(sha256)))
        return certificate.fingerprint256 === sha256 ? certificate : null
      } catch {
        // Missing or spoilt: it is fetched again, and written anew.
        return null
      }
    },
    write(certificate) {
      if (folder === null) return
      const path = pathOf(certificate.fingerprint256)
      const staged = `${path}.${processIdentity()}`
      mkdirSync(folder, { recursive: true })
      writeFileSync(staged, certificate.toString())
      renameSync(staged, path)
    },
  }
}
