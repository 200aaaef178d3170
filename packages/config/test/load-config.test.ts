import { describe, expect, it } from 'vitest'
import { describeConfig, describeSettings, loadConfig, SETTINGS, type Setting } from '../src/index.ts'

describe('loadConfig', () => {
  it('gives every setting its default when nothing is said', () => {
    const { config, origins } = loadConfig()
    expect(config).toEqual(Object.fromEntries(Object.entries(SETTINGS).map(([name, row]) => [name, row.default])))
    expect(new Set(Object.values(origins))).toEqual(new Set(['default']))
  })
  it('keeps the prefixes and the compression of the system it replaces', () => {
    const { config } = loadConfig()
    expect([
      config.rawDataPrefix,
      config.processedDataPrefix,
      config.consolidatedDataPrefix,
      config.analyticsDataPrefix,
      config.compression,
      config.s3Region,
    ]).toEqual([
      '1-ttb-raw-data',
      '2-ttb-processed-data',
      '3-ttb-consolidated',
      '4-ttb-analytics',
      'snappy',
      'us-east-1',
    ])
  })
  it('override > environment > file > profile > default', () => {
    const file = { workers: 3, environment: 'test' }
    const environment = { TTB_WORKERS: '2' }
    expect(loadConfig({ overrides: { workers: 9 }, environment, file })).toMatchObject({
      config: { workers: 9 },
      origins: { workers: 'override' },
    })
    expect(loadConfig({ environment, file })).toMatchObject({
      config: { workers: 2 },
      origins: { workers: 'environment' },
    })
    expect(loadConfig({ file })).toMatchObject({ config: { workers: 3 }, origins: { workers: 'file' } })
    expect(loadConfig({ file: { environment: 'test' } })).toMatchObject({
      config: { workers: 1 },
      origins: { workers: 'profile' },
    })
    expect(loadConfig({})).toMatchObject({ config: { workers: 0 }, origins: { workers: 'default' } })
  })
  it('takes an empty text for not set', () => {
    expect(loadConfig({ environment: { TTB_WORKERS: '', TTB_DATA: '' } }).origins).toMatchObject({
      workers: 'default',
      data: 'default',
    })
  })
  it('names every problem at once, with the value and what was expected', () => {
    const load = () =>
      loadConfig({
        overrides: { wokers: 1 },
        environment: { TTB_WORKERS: 'many', TTB_COMPRESSION: 'lzma' },
        file: { rawDataPrefix: '../up', colour: 'red' },
      })
    expect(load).toThrowError(/has 5 problems/)
    for (const said of [
      /override wokers: no such setting; did you mean workers\?$/m,
      /environment variable TTB_WORKERS: "many": expected a whole number from 0 to 256$/m,
      /TTB_COMPRESSION: "lzma".*"snappy"\|"zstd"/,
      /file rawDataPrefix: "\.\.\/up": expected path segments joined/,
      /file colour: no such setting; there are environment, data, /,
    ]) {
      expect(load).toThrowError(said)
    }
  })
  it('reads flags as people write them', () => {
    for (const [text, want] of [
      ['true', true],
      ['1', true],
      ['no', false],
      ['false', false],
    ] as const) {
      expect(loadConfig({ environment: { TTB_S3_FORCE_PATH_STYLE: text } }).config.s3ForcePathStyle).toBe(want)
    }
  })
  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(loadConfig().config, { workers: 1 })).toThrow(TypeError)
  })
})

describe('the table of settings', () => {
  it('gives each setting its own environment variable, and a default that it accepts', () => {
    const rows: [string, Setting][] = Object.entries(SETTINGS)
    expect(new Set(rows.map(([, row]) => row.env)).size).toBe(rows.length)
    for (const [name, row] of rows) {
      for (const value of [row.default, ...Object.values(row.profiles ?? {})])
        expect([name, row.schema.safeParse(value).data]).toEqual([name, value])
    }
  })
  it('is described whole', () => {
    expect(describeConfig(loadConfig({ environment: { TTB_DATA: 's3://b' } }))).toContainEqual({
      name: 'data',
      value: 's3://b',
      origin: 'environment',
      env: 'TTB_DATA',
      doc: SETTINGS.data.doc,
    })
    for (const name of Object.keys(SETTINGS)) expect(describeSettings()).toContain(`| \`${name}\` |`)
  })
})
