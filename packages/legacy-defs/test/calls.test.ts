import { describe, expect, it } from 'vitest'
import { CALLS } from './calls.ts'
import { readOldInterfaces } from './old-interfaces.ts'
import { useOwnEnvironment } from './own-environment.ts'

/** What touches files, or a registry, has tests of its own. */
const OUTSIDE = [
  'index.download_ttb_images',
  'resources.get_s3_resource',
  'ttb_monitoring.export_quality_metrics',
  'ttb_parsing_assets.upload_parquet_to_s3',
  'ttb_schema.create_parquet_dataset',
  'ttb_image_downloader.TTBImageDownloader.download_image',
  'ttb_image_downloader.TTBImageDownloader.download_certificate_images',
  'ttb_image_downloader.TTBImageDownloader.save_image_to_file',
  'ttb_image_downloader.TTBImageDownloader.test_image_access',
]

useOwnEnvironment()

describe('an old function, called', () => {
  it.each(CALLS.map(([module, name, call, want], at) => [`${module}.${name}`, at, call, want] as const))(
    '%s (%i) answers',
    async (_name, _at, call, want) => {
      expect(await call()).toEqual(want)
    },
  )
  it('is any of them', () => {
    const called = new Set([...CALLS.map(([module, name]) => `${module}.${name}`), ...OUTSIDE])
    const callable = Object.entries(readOldInterfaces()).flatMap(([module, names]) =>
      names.flatMap(({ kind, name, methods }) => {
        if (kind === 'function') return [`${module}.${name}`]
        return Object.keys(methods).map((method) => `${module}.${name}.${method}`)
      }),
    )
    expect(callable.filter((name) => !called.has(name))).toEqual([])
    expect(callable.length).toBeGreaterThan(70)
  })
})
