import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createWorld, SCENARIOS, type Simulator, startSimulator } from '@ttb/registry-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT_CODES, main } from '../src/index.ts'
import { temporaryFolder, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const data = join(folder, 'data')
const world = createWorld(SCENARIOS.demo)
const FROM = SCENARIOS.demo.startDate
let simulator: Simulator
let env: Record<string, string>

beforeAll(async () => {
  const delay = () => Promise.resolve()
  simulator = await startSimulator({ world, time: { now: () => world.endMs + 7 * 86_400_000, delay } })
  env = {
    TTB_REGISTRY_URL: simulator.url,
    TTB_REQUEST_INTERVAL_MS: '0',
    TTB_PARTITION_START_DATE: FROM,
    TTB_DATA: data,
  }
})
afterAll(() => simulator.close())

const ran = (...args: string[]) => ttbWith(env, ...args)

/** Runs `ttb` and interrupts it as soon as its output lets that be known. */
async function interrupted(args: readonly string[], isTime: (stdout: string) => boolean | Promise<boolean>) {
  let interrupt = (): void => undefined
  let stdout = ''
  const exit = await main(args, {
    stdout: {
      write(text: string) {
        stdout += text
        void Promise.resolve(isTime(stdout)).then((isNow) => isNow && interrupt())
      },
    },
    stderr: { write: () => undefined },
    env,
    on(signal: string, listener: () => void) {
      if (signal === 'SIGINT') interrupt = listener
    },
  })
  return { exit, stdout }
}

describe('an interrupted run', () => {
  it('is canceled and says so, and goes on when it is resumed', async () => {
    const args = ['run', 'ttb_discovery', '--from', FROM, '--to', '2025-03-05']
    const { exit, stdout } = await interrupted([...args, '--json'], (text) => text.includes('"run_submitted"'))
    expect([exit, stdout]).toEqual([EXIT_CODES.interrupted.code, expect.stringMatching(/"status":"canceled"/)])
    const [run] = (await ran('runs', '--json')).lines
    expect(run).toMatchObject({ status: 'canceled', cause: 'ttb run' })
    const resumed = await ran('runs', run?.['runId'] as string, '--resume')
    expect([resumed.exit, resumed.stdout]).toEqual([0, expect.stringMatching(/ttb_discovery {2}succeeded/)])
    expect((await ran(...args)).stdout).toMatch(/all is up to date/)
  })

  it('is named where it is to be resumed', async () => {
    expect((await ran('runs', '--resume')).stderr).toMatch(
      /^ttb: --resume: which run\? Expected its name, as "ttb runs" lists them\n$/,
    )
    expect((await ran('runs', 'none', '--cancel')).stderr).toBe('ttb: no run "none"\n')
  })
})

describe('a blocking check that fails', () => {
  it('is exit code 3 of a run and of ttb check, and an alert', async () => {
    const posted: string[] = []
    const webhook = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        posted.push(body)
        response.end('ok')
      })
    }).listen(0, '127.0.0.1')
    await once(webhook, 'listening')
    const alerting = { ...env, TTB_ALERT_WEBHOOK_URL: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/` }
    try {
      expect((await ran('run', 'ttb_raw_pipeline', '--from', FROM, '--to', FROM)).exit).toBe(0)
      const day = readdirSync(join(data, '1-ttb-raw-data')).find((name) => /^\d{4}-/.test(name)) as string
      const pages = join(data, '1-ttb-raw-data', day, '001-cola-detail')
      for (const name of readdirSync(pages).filter((file) => file.endsWith('.html.gz')))
        writeFileSync(join(pages, name), gzipSync('<html><title>Something else</title></html>'))
      const run = ['run', 'ttb_extraction_only', '--from', day, '--to', day, '--force']
      const { exit, stdout } = await ttbWith(alerting, ...run)
      expect([exit, stdout]).toEqual([
        EXIT_CODES.check_failed.code,
        expect.stringMatching(/ 1 gated[\s\S]*check +parsing_success_rate failed, kept from use: /),
      ])
      const checked = await ran('check', 'ttb_extracted_data')
      expect([checked.exit, checked.stdout]).toEqual([
        EXIT_CODES.check_failed.code,
        expect.stringMatching(/1 kept from use\n +parsing_success_rate failed, kept from use: ttb_extracted_data /),
      ])
      expect((await ran('status', '--from', day, '--to', day)).stdout).toMatch(/ttb_extracted_data +│ +│ +2 │ +1 │/)
      expect(posted.map((body) => JSON.parse(body).text)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^Check parsing_success_rate of ttb_extracted_data failed: /)]),
      )
    } finally {
      webhook.close()
    }
  })
})

describe('ttb daemon', () => {
  it('switches schedules and sensors on and off, and says which are on', async () => {
    const on = await ran('daemon', '--on', 'ttb_daily_schedule', 'ttb_pipeline_health_monitor')
    expect([on.exit, on.stdout]).toEqual([0, expect.stringMatching(/^on +ttb_daily_schedule {2}since /)])
    expect(on.stdout).toMatch(/\noff +ttb_weekend_schedule\n/)
    const off = await ran('daemon', '--off', 'ttb_daily_schedule', '--json')
    expect(off.lines.filter(({ running }) => running).map(({ name }) => name)).toEqual(['ttb_pipeline_health_monitor'])
    for (const [args, message] of [
      [['--on', 'ttb_hourly'], /no schedule or sensor "ttb_hourly"; there are ttb_daily_schedule, /],
      [['--on', 'all', '--off', 'ttb_daily_schedule'], /expected one of them/],
    ] as const)
      expect(await ran('daemon', ...args)).toMatchObject({ exit: 2, stderr: expect.stringMatching(message) })
  })

  it('ticks, answers with its health, and stops when it is told to', async () => {
    let health: Record<string, unknown> = {}
    let polling = false
    const { exit, stdout } = await interrupted(['daemon', '--health-port', '0'], async (text) => {
      const url = /Status: (\S+)\n/.exec(text)?.[1]
      if (!url || polling) return false
      polling = true
      for (;;) {
        const response = await fetch(url)
        health = (await response.json()) as Record<string, unknown>
        expect(response.status).toBe(200)
        const sensor = (health['automations'] as { name: string; lastTick: unknown }[]).find(
          ({ name }) => name === 'ttb_pipeline_health_monitor',
        )
        if (sensor?.lastTick) break
      }
      expect((await fetch(url, { method: 'POST' })).status).toBe(405)
      return true
    })
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/switched on: ttb_pipeline_health_monitor\n[\s\S]*The daemon has stopped/),
    ])
    expect(health).toMatchObject({ status: 'ok', runs: { queued: 0, running: 0 }, registry: { pause: null } })
  })

  it('asks no public registry without --live', async () => {
    const { exit, stderr } = await ttbWith({ TTB_DATA: join(folder, 'never') }, 'daemon')
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/add --live/)])
  })
})
