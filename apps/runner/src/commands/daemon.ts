import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readAutomations, readHealth, runDaemon, switchAutomations } from '@ttb/jobs'
import { TtbError } from '@ttb/utils'
import { checkLive } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { type RunnerEngine, withEngine } from '../engine.ts'
import { named } from '../job-request.ts'
import { keepTidy } from '../keep-tidy.ts'
import { formatCounted, writeJsonLine } from '../output.ts'
import { createRunOutput, formatTime } from '../run-output.ts'

export const run: RunCommand = (effects, args, options) =>
  options['on'] !== undefined || options['off'] !== undefined
    ? switchSome(effects, args, options)
    : serve(effects, args, options)

const switchSome: RunCommand = (effects, _args, options) =>
  withEngine(effects, options, async ({ engine, resources: { clock } }) => {
    const namesOf = (option: string) => (options[option] as readonly string[] | undefined) ?? []
    await named(() => switchAutomations(engine, { on: namesOf('on'), off: namesOf('off') }, clock.now()))
    for (const { name, running, sinceMs } of await readAutomations(engine)) {
      if (options['json']) writeJsonLine(effects.stdout, { name, running, sinceMs })
      else
        effects.stdout.write(
          `${running ? 'on ' : 'off'}  ${name}${sinceMs > 0 ? `  since ${formatTime(sinceMs)}` : ''}\n`,
        )
    }
    return 'ok'
  })

const serve: RunCommand = (effects, _args, options) => {
  const { stdout, stderr, signal } = effects
  const json = options['json'] === true
  const output = createRunOutput(effects, { json })
  const port = readPort(options['healthPort'] as string | undefined)
  return withEngine(
    effects,
    options,
    async (opened) => {
      const { config, engine, notifier, resources } = opened
      // Refused now, and not by every run of the night.
      checkLive(config, options)
      const on = (await readAutomations(engine)).filter(({ running }) => running)
      if (on.length === 0) stderr.write('ttb: no schedule or sensor is switched on; "ttb daemon --on NAME" does\n')
      const server = port === null ? null : await listen(opened, port, options['healthHost'] as string)
      try {
        const names = on.map(({ name }) => name)
        const status = server && urlOf(server)
        if (json) writeJsonLine(stdout, { kind: 'daemon_started', on: names, status })
        else
          stdout.write(
            `The daemon runs; switched on: ${names.join(', ') || 'nothing'}\n${status ? `Status: ${status}\n` : ''}`,
          )
        const tidying = new AbortController()
        const tidy = keepTidy(resources.storage, {
          clock: resources.clock,
          signal: AbortSignal.any([signal, tidying.signal]),
          onRemoved(files) {
            if (json) writeJsonLine(stdout, { kind: 'superseded_files_removed', files })
            else stdout.write(`${formatCounted(files, 'superseded file')} removed\n`)
          },
          onError: ({ message }) => stderr.write(`ttb: superseded files stay until tomorrow: ${message}\n`),
        })
        try {
          await runDaemon(engine, { signal, ...(notifier && { notifier }) })
        } finally {
          tidying.abort()
          await tidy
        }
      } finally {
        if (server) await close(server)
      }
      if (!json) stdout.write('The daemon has stopped; runs that were under way go on with the next one.\n')
      return 'ok'
    },
    {
      onEvent(event) {
        output.onEvent(event)
        if (event.kind === 'run_ended' && !json)
          stdout.write(
            `${formatTime(event.atMs)}  run ${event.runId}  ${event.job ?? 'assets'}  ${event.status}${event.problem === null ? '' : `: ${event.problem}`}\n`,
          )
      },
    },
  )
}

/** Answers every GET with the health of the engine: status 200, or 503 when the ledger cannot be asked. */
async function listen({ engine, resources }: RunnerEngine, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    readHealth(engine, resources).then(
      (health) => answer(200, health),
      (error: Error) => answer(503, { status: 'failed', error: error.message }),
    )
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(request.method === 'HEAD' ? undefined : `${JSON.stringify(body)}\n`)
    }
  })
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`
}

async function close(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  if (server.listening) await once(server, 'close')
}

function readPort(text: string | undefined): number | null {
  if (text === undefined) return null
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new TtbError(`--health-port: ${JSON.stringify(text)}; expected 0 to 65535`, { code: 'invalid_argument' })
}
