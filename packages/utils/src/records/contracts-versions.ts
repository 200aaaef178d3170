/** The version of each table's contract, and the digest of its columns. Made by `npm run generate` from `contracts/`. */
export const CONTRACT_VERSIONS: Readonly<Record<string, { readonly version: string; readonly digest: string }>> = {
  cola_detail: { version: '1.0', digest: 'cbde7d884a2cafb3' },
  certificate: { version: '1.0', digest: '9bb97c6e417c51a5' },
  search: { version: '1.0', digest: '3a13be7e4c667e7d' },
  page: { version: '1.0', digest: '9de2d5c6aaaccb9a' },
  issue: { version: '1.0', digest: 'b404cc77be995993' },
  quarantine: { version: '1.0', digest: '97b85af4e38e3590' },
}
