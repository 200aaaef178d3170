import { readFile } from 'node:fs/promises'
import type { Options } from 'tsup'
import library from '../../tsup.shared.ts'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const FIELD_TABLE = /^(export const COLA = )(defineRecord\(\{$.*?^\}\))$/ms

/** Says that making the field table does nothing else, so that bundlers drop it for those who only read a date. */
const pureFieldTable: Plugin = {
  name: 'pure-field-table',
  setup(build) {
    build.onLoad({ filter: /records[\\/]cola\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!FIELD_TABLE.test(source)) throw new Error(`no field table found in ${path}`)
      return { contents: source.replace(FIELD_TABLE, '$1/* @__PURE__ */ (() => $2)()'), loader: 'ts' }
    })
  },
}

/**
 * One file an entry, with what it uses of `@ttb/utils` in it: Node takes longer to find another package than to read the
 * root entry. It also keeps the default record and the rules for its derived fields of one version.
 */
export default {
  ...library(),
  splitting: false,
  noExternal: ['@ttb/utils'],
  esbuildOptions: (options: { conditions?: string[] }) => {
    options.conditions = ['@ttb/source']
  },
  esbuildPlugins: [pureFieldTable],
} satisfies Options
