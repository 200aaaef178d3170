import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

const running: http.Server[] = []

afterEach(async () => {
  await Promise.all(
    running.splice(0).map((server) => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    }),
  )
})

/** A server on this machine until the end of the test; HTTPS when it has a key. Gives its port. */
export async function serve(handler: http.RequestListener, tls?: { key: string; cert: string }): Promise<number> {
  const server = tls ? https.createServer(tls, handler) : http.createServer(handler)
  running.push(server as http.Server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
