import { LAYERS, workspacePackages } from '../../../scripts/layers.ts'

/** What a published package lets others import. */
export interface PackageEntry {
  /** As it is imported: `@ttb/utils/records`. */
  readonly name: string
  /** Its reference on the site. */
  readonly url: string
  /** Path of its source in the repository. */
  readonly source: string
  /** Path of its package in the repository. */
  readonly folder: string
  readonly packageName: string
  /** Whether it is the entry that has the name of the package. */
  readonly isMain: boolean
  /** What the package is; of another entry, what it is part of. */
  readonly description: string
}

/** Every entry of every published package, packages in the order of the layers. */
export function packageEntries(): PackageEntry[] {
  const order = Object.keys(LAYERS)
  return workspacePackages()
    .sort((one, other) => order.indexOf(shortName(one.manifest.name)) - order.indexOf(shortName(other.manifest.name)))
    .flatMap(({ folder, manifest }) =>
      Object.entries(manifest.exports).flatMap(([subpath, target]) => {
        const source = (target as { readonly '@ttb/source'?: string })['@ttb/source']
        if (source === undefined) return []
        const path = subpath.slice(1)
        const isMain = path === ''
        return {
          name: `${manifest.name}${path}`,
          url: `/api/${shortName(manifest.name)}${isMain ? '' : path}`,
          source: `${folder}/${source.slice(2)}`,
          folder,
          packageName: manifest.name,
          isMain,
          description: isMain ? manifest.description : `Part of \`${manifest.name}\`.`,
        }
      }),
    )
}

function shortName(packageName: string): string {
  return packageName.replace('@ttb/', '')
}
