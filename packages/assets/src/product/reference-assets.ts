import { createHash } from 'node:crypto'
import type { Storage } from '@ttb/resources'
import { CODE_LIST_DATE, listClassTypes, listOrigins } from '@ttb/transformations/codes'
import { TtbError } from '@ttb/utils'
import type { Outcome } from '@ttb/utils/pages'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { encodeStored } from '../raw/stored-page.ts'
import { whenOpen } from '../raw/when-open.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()
const GROUP = 'ttb_reference'

/** A code list as it is kept: what the registry served last, or what came with this version. */
export interface ReferenceList {
  readonly list: 'class-type' | 'origin'
  /** `registry`, or `shipped` while the registry was never asked. */
  readonly source: 'registry' | 'shipped'
  /** When the registry served it; the day of the shipped list. */
  readonly asOf: string
  readonly codes: readonly { readonly code: string; readonly description: string | null }[]
}

/** A list much shorter than the one that came with this version is no list: the page was cut or is another. */
const LEAST_SHARE = 0.9

/** What may be another answer the next time. A page that is whole and not the list says the same in a minute. */
const PASSING: readonly Outcome[] = ['blocked', 'maintenance', 'session_expired', 'transient', 'truncated']

interface ListAsset {
  readonly key: 'ttb_product_class_types' | 'ttb_origin_codes'
  readonly list: ReferenceList['list']
  readonly doc: string
  readonly shipped: () => ReferenceList['codes']
}

const LISTS: readonly ListAsset[] = [
  {
    key: 'ttb_product_class_types',
    list: 'class-type',
    doc: 'The class and type codes of the registry.',
    shipped: () => listClassTypes().map(({ code, description }) => ({ code, description })),
  },
  {
    key: 'ttb_origin_codes',
    list: 'origin',
    doc: 'The origin codes of the registry.',
    shipped: () => listOrigins().map(({ code, description }) => ({ code, description })),
  },
]

/** The code lists of the registry, each with its last good copy; and both together. */
export function referenceAssets(): AssetDef<TtbResources>[] {
  return [
    ...LISTS.map(({ key, list, doc, shipped }) =>
      asset({
        key,
        group: GROUP,
        doc,
        codeVersion: '1',
        retry: { max: 2, backoffMs: 60_000 },
        async materialize({ resources, signal }) {
          const { storage, clock } = resources
          const client = resources.registry()
          const answer = await whenOpen(clock, { signal, whenBlocked: 'throw' }, () =>
            client.codeList(list, { signal }),
          )
          const least = Math.floor(shipped().length * LEAST_SHARE)
          if (answer.outcome !== 'found' || answer.codes.length < least) {
            const retryable = PASSING.includes(answer.outcome)
            throw new TtbError(
              `${list} codes: ${answer.outcome}, ${answer.codes.length} rows; expected at least ${least}. The last good copy stays`,
              { code: retryable ? 'storage_failed' : 'corrupt_data', retryable },
            )
          }
          const source = `${storage.paths.prefixes.raw}/reference/${list}/${answer.requestedAt.replaceAll(/[-:.]/g, '')}.html.gz`
          await storage.objects.write(source, await encodeStored(source, answer.body))
          const kept: ReferenceList = { list, source: 'registry', asOf: answer.requestedAt, codes: answer.codes }
          await writeList(storage, kept)
          const known = new Set(shipped().map(({ code }) => code))
          const unknown = answer.codes.filter(({ code }) => !known.has(code)).map(({ code }) => code)
          return {
            dataVersion: versionOf(kept),
            metadata: {
              codes: answer.codes.length,
              new_codes: unknown.length,
              examples: unknown.slice(0, 10).join(' '),
            },
          }
        },
      }),
    ),
    asset({
      key: 'ttb_reference_data',
      group: GROUP,
      doc: 'Both code lists, with where each came from and when.',
      deps: [
        { asset: 'ttb_product_class_types', requires: 'available' },
        { asset: 'ttb_origin_codes', requires: 'available' },
        // What its check compares them with.
        { asset: 'ttb_warehouse', requires: 'available', outdates: false },
      ],
      codeVersion: '1',
      async materialize({ resources: { storage } }) {
        const [classTypes, origins] = [
          await readReferenceList(storage, 'class-type'),
          await readReferenceList(storage, 'origin'),
        ]
        const key = `${storage.paths.prefixes.analytics}/reference/ttb_reference_data.json`
        await storage.objects.write(key, encodeJson({ product_class_types: classTypes, origin_codes: origins }), {
          contentType: 'application/json',
        })
        return {
          dataVersion: `${versionOf(classTypes)}${versionOf(origins)}`,
          metadata: {
            product_class_types: classTypes.codes.length,
            origin_codes: origins.codes.length,
            product_class_types_as_of: classTypes.asOf,
            origin_codes_as_of: origins.asOf,
            product_class_types_source: classTypes.source,
            origin_codes_source: origins.source,
          },
        }
      },
    }),
  ]
}

/** A code list: the last good copy of the registry's, or the one that came with this version; never an empty one. */
export async function readReferenceList(storage: Storage, list: ReferenceList['list']): Promise<ReferenceList> {
  const bytes = await storage.objects.readBytes(listKey(storage, list))
  if (bytes) return JSON.parse(new TextDecoder().decode(bytes)) as ReferenceList
  const { shipped } = LISTS.find((row) => row.list === list) as ListAsset
  return { list, source: 'shipped', asOf: CODE_LIST_DATE, codes: shipped() }
}

async function writeList(storage: Storage, list: ReferenceList): Promise<void> {
  await storage.objects.write(listKey(storage, list.list), encodeJson(list), { contentType: 'application/json' })
}

function listKey({ paths }: Storage, list: ReferenceList['list']): string {
  return `${paths.prefixes.analytics}/reference/${list}-codes.json`
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
}

/** Of what the list says, not of when it was served. */
function versionOf({ codes }: ReferenceList): string {
  return createHash('sha256').update(JSON.stringify(codes)).digest('hex').slice(0, 32)
}
